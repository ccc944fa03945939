import type { DefinitionMessages } from './zh-CN';

/** Where a number comes from: its card. */
export const en: DefinitionMessages = {
  provenance: {
    open: 'What “{name}” means',
    title: 'What the numbers mean',
    search: 'Find by name',
    none: 'There is no such number',
    close: 'Close',
    all: 'What the numbers mean',
    formula: 'Formula',
    window: 'Counts on',
    denominator: 'Share or mean of',
    n: 'How many',
    zone: 'Day and zone',
    zoneText: 'Business days of the site, in {zone}',
    age: 'Age of the data',
    version: 'Definition',
    versionText: 'version {version} ({set})',
    earlier: 'Some of its days',
    value: 'Shown',
  },
};
