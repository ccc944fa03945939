import type { CsatMessages } from './satisfaction.zh-CN';

/** What the satisfaction panel says in English. */
export const en: CsatMessages = {
  csat: {
    share: 'Satisfied (4 or 5)',
    score: 'Mean score',
    answers: '{n} ratings',
    few: 'Fewer than 5 ratings: not enough answers',
    distribution: 'Distribution',
    points: 'Score {n}',
    dimensions: 'In detail',
    noDimensions: 'No customer rated the details.',
    attitude: 'Attitude',
    timeliness: 'Timeliness',
    resolution: 'Resolution',
    expertise: 'Expertise',
    byChannel: 'By channel',
    channel: 'Channel',
    notEnough: 'not enough answers',
    comments: 'Comments that matter',
    commentsHint: 'Lowest scores first; phone numbers and addresses are masked',
    none: 'No comments in this time',
    loading: 'Loading',
    failed: 'The figures could not be read',
    retry: 'Try again',
  },
};
