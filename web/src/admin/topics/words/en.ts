import type { TopicMessages } from './zh-CN';

/** The page of the rules that tell topics. */
export const en: TopicMessages = {
  topics: {
    title: 'Topics',
    text: 'What customers ask: reports, the quality report and early warning count by it. What an upstream says comes first; where it says nothing, the first rule from the top that holds decides.',
    since: 'A change holds from the present business day on; earlier days stay as they are.',
    rules: 'Rules',
    ruleCount: '{n} rules',
    none: 'There are no rules: only topics that upstreams say are counted.',
    add: 'Add a topic',
    fresh: 'New topic',
    remove: 'Remove',
    open: 'Edit',
    close: 'Close',
    up: 'Move up',
    down: 'Move down',
    nameZh: 'Name in Chinese',
    nameEn: 'Name in English',
    code: 'Code',
    words: 'Words in the summary',
    skills: 'Skills asked for',
    help: 'A rule holds where the first 200 characters of the summary have one of its words, or the ticket asks for one of its skills; the case of letters does not matter. One without words and skills only names a topic of an upstream.',
    rule: 'Edit topic: {name}',
  },
};
