import type { WarningMessages } from './zh-CN';

/** What an early warning stands on. */
export const en: WarningMessages = {
  warning: {
    text: '{metric} {observed}, usually about {expected}',
    ground: 'Within {minutes} minutes; usually {low} to {high} at this time ({weeks} earlier weeks)',
    groundRatings: 'Within {minutes} minutes; usually {low} to {high} bad ones at this time ({weeks} earlier weeks)',
    kind: '{kind} {observed} (usually {expected})',
    part: '{kind} {observed}',
    parts: 'About: {list}',
    comma: ', ',
    odds: 'By chance: {odds}',
    oddsBelow: 'below 1 in a million',
    oddsOne: 'about 1 in {n}',
    unnamed: 'kind not given',
    consult: 'Consult',
    complaint: 'Complaint',
    suggestion: 'Suggestion',
    after_sales: 'After-sales',
    other: 'Other',
  },
};
