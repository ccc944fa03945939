import '../../../../test/support/board-jsdom';
import { expect, it } from '@jest/globals';
import type { LadderWords } from './words';
import { newRule, sentenceOf, spanWords, withCriterion } from './rule-view';

const told = ((word: string, values = {}) => [word, ...Object.values(values)].join(' ')) as unknown as LadderWords;

it('a rule is told as what has to hold together', () => {
  const when = {
    tiers: ['gold' as const],
    kinds: ['complaint' as const],
    notStarted: true as const,
    ageSeconds: 7200,
    contacts: 3,
  };
  expect(sentenceOf(when, { t: told, ticket: told as never }).split('ladder.and')).toEqual([
    'told.kinds ticketKind.complaint',
    'told.tiers ticketTier.gold',
    'told.notStarted',
    'told.ageSeconds ladder.spanHours 2',
    'told.contacts 3',
  ]);
  expect([90, 5400, 7200].map((seconds) => spanWords(seconds, told))).toEqual([
    'ladder.span 1.5',
    'ladder.span 90',
    'ladder.spanHours 2',
  ]);
});

it('a condition that does not matter any more is gone, a list of nothing too', () => {
  const { when } = newRule('r', 2);
  expect(withCriterion(withCriterion(when, 'kinds', ['consult']), 'ageSeconds', undefined)).toEqual({ kinds: ['consult'] });
  expect(withCriterion({ kinds: ['consult'], severity: 1 }, 'kinds', [])).toEqual({ severity: 1 });
});
