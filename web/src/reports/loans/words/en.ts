import type { zhCN } from './zh-CN';

type Same = { [G in keyof typeof zhCN]: { [K in keyof (typeof zhCN)[G]]: string } };

export const en: Same = {
  loansPage: {
    lead: 'A loan counts on the business day on which it began. A quarter of an hour later it is set against what was predicted of it; a share of few says little.',
    pair: 'From → to',
    people: '{n} people',
    perDay: 'Loans a day',
    total: 'Total',
    foreseen: 'of {n} predicted',
    none: 'There were no loans in this period.',
    noneText: 'Moves and assists appear here once they were approved and carried out.',
    range: '{from} → {to}',
  },
};
