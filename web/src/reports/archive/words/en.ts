import type { zhCN } from './zh-CN';

type Same = { [G in keyof typeof zhCN]: { [K in keyof (typeof zhCN)[G]]: string } };

export const en: Same = {
  qualityArchive: {
    title: 'Produced on schedule',
    lead: 'Made by itself after each week and month, and never changed afterwards.',
    weeks: 'Weekly',
    months: 'Monthly',
    none: 'None so far. The first weekly report comes on {at}.',
    next: 'Next: {at}',
    weak: 'Weak points: {n}',
    failed: 'The list of reports did not come.',
    retry: 'Try again',
    now: 'Count it anew from the data of now',
    produced: 'Produced on {at}, and kept as it was: data corrected since then have not changed it.',
    live: 'Counted from the data as they are now',
    open: 'Open the report as it was produced',
    header: 'Service quality report',
    definitions: 'Definitions {version}',
  },
};
