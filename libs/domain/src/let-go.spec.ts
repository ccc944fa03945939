import { describe, expect, it } from '@jest/globals';
import { channel, fact, history, minute, NOON } from '../../../test/support/floor.js';
import { contributionOf } from './contributions.js';
import { type Fact, mergeFacts } from './fact.js';
import { mayLetGo } from './let-go.js';
import { compilePolicy } from './policy.js';

const DAY = 86_400_000;
const policy = compilePolicy(history(channel('phone')));
/** Asked a hundred days later, under a term that ends `days` after the noon of the story. */
const goes = (facts: Fact[], days = 50): boolean => {
  const sorted = mergeFacts([], facts);
  const at = NOON + days * DAY;
  return mayLetGo(sorted, contributionOf(sorted, policy, NOON + 100 * DAY), { at, day: new Date(at).toISOString().slice(0, 10) });
};
const created = fact('created', 0, { channel: 'phone' });
const done = [created, fact('started', 1), fact('completed', 2)];

describe('a ticket may be let go', () => {
  it.each<[string, Fact[]]>([
    ['that was completed', done],
    ['that was abandoned', [created, fact('abandoned', 5)]],
    ['that was rated', [...done, fact('rated', 9, { score: 1 })]],
    ['of which every promise was kept', [...done, fact('promised', 3, { id: 'p', dueAt: minute(9) }), fact('promise_kept', 5)]],
    ['whose channel has left the registry', [fact('created', 0, { channel: 'gone' }), fact('closed', 2)]],
  ])('%s', (_, facts) => expect(goes(facts)).toBe(true));
});

describe('a ticket stays', () => {
  it.each<[string, Fact[]]>([
    ['that waits', [created]],
    ['that is worked on', [created, fact('started', 1)]],
    ['that came back', [...done, fact('reopened', 60)]],
    ['to which a promise is overdue', [...done, fact('promised', 3, { dueAt: minute(9) })]],
    [
      'of an unknown channel to which one is',
      [fact('created', 0, { channel: 'gone' }), fact('closed', 2), fact('promised', 3, { dueAt: minute(9) })],
    ],
    ['that nobody has heard the beginning of', [fact('completed', 2)]],
    ['of which something was said since', [...done, fact('rated', 60 * 24 * 60, { score: 1 })]],
    ['of which something is still to come', [...done, fact('rated', 200 * 24 * 60, { score: 1 })]],
    [
      'that missed a deadline since',
      [
        fact('created', 0, { channel: 'phone', dueAt: NOON + 60 * DAY }),
        fact('promised', 1, { id: 'p', dueAt: NOON + 60 * DAY }),
        fact('completed', 2),
      ],
    ],
  ])('%s', (_, facts) => expect(goes(facts)).toBe(false));

  it('to the end of the business day that its last count lies in', () => {
    expect([goes(done, 1), goes(done, 0.5), goes(done, 0.2)]).toEqual([true, true, false]);
  });
});
