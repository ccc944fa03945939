import type { WarningMessages } from './zh-CN';

/** What an early warning stands on. */
export const en: WarningMessages = {
  warning: {
    text: '{metric} {observed}, usually about {expected}',
    ground:
      '{observed} in the last {minutes} minutes; usually {low} to {high} at this time (the same hour of {weeks} earlier weeks)',
    groundRatings:
      '{observed} bad ratings in the last {minutes} minutes; usually {low} to {high} at this time (the same hour of {weeks} earlier weeks)',
    kind: '{kind} {observed} (usually {expected})',
    part: '{kind} {observed}',
    parts: 'About: {list}',
    comma: ', ',
    odds: 'Chance of as many if nothing is the matter: {odds}',
    oddsBelow: 'below 1 in a million',
    oddsOne: 'about 1 in {n}',
    how: 'How this is judged',
    unnamed: 'kind not given',
    consult: 'Consult',
    complaint: 'Complaint',
    suggestion: 'Suggestion',
    after_sales: 'After-sales',
    other: 'Other',
  },
};
