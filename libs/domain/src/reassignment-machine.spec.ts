import { describe, expect, it } from '@jest/globals';
import { ACTION_STATUSES, type ActionStatus } from '@tideboard/contracts';
import fc from 'fast-check';
import {
  ACTION_EVENTS,
  DECISION_EVENTS,
  DECISIONS,
  isSettled,
  isTerminal,
  stateOf,
  stepAction,
  stepDecision,
} from './reassignment-machine.js';

const events = fc.array(fc.constantFrom(...ACTION_EVENTS), { maxLength: 40 });
const after = (path: readonly (typeof ACTION_EVENTS)[number][], loan: boolean): ActionStatus[] =>
  path.reduce<ActionStatus[]>(
    (seen, event) => {
      const step = stepAction(seen.at(-1)!, event, loan);
      return 'status' in step ? [...seen, step.status] : seen;
    },
    ['ordered'],
  );

describe('the machine of one action', () => {
  it('answers every event in every status, refusals with a reason', () => {
    for (const status of ACTION_STATUSES)
      for (const event of ACTION_EVENTS)
        for (const loan of [true, false]) {
          const step = stepAction(status, event, loan);
          expect('status' in step ? ACTION_STATUSES.includes(step.status) : step.refused.length > 0).toBe(true);
        }
  });

  it('never leaves a settled status', () => {
    for (const status of ACTION_STATUSES.filter(isSettled))
      for (const event of ACTION_EVENTS) expect(stepAction(status, event, true)).toHaveProperty('refused');
  });

  it('never has two effects: away at most once, home at most once and only behind it or a way home', () => {
    fc.assert(
      fc.property(events, (path) => {
        const seen = after(path, true);
        const entered = (status: ActionStatus) => seen.filter((s, i) => s === status && seen[i - 1] !== status).length;
        expect(entered('away')).toBeLessThanOrEqual(1);
        expect(entered('home')).toBeLessThanOrEqual(1);
        expect(entered('home') === 0 || seen.some((s) => s === 'away' || s === 'returning')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody is on loan for ever where nobody lends: kinds that end with the deed never wait for a return', () => {
    fc.assert(
      fc.property(events, (path) => {
        for (const status of after(path, false))
          expect(['away', 'returning', 'return_accepted', 'return_unknown', 'home']).not.toContain(status);
      }),
    );
  });

  it('a duplicate word changes nothing', () => {
    fc.assert(
      fc.property(events, fc.constantFrom('accept', 'confirm', 'refuse'), (path, word) => {
        const once = after([...path, word], true).at(-1);
        expect(after([...path, word, word], true).at(-1)).toBe(once);
      }),
    );
  });

  it('keeps what it was told first: a refusal after an acceptance is no answer', () => {
    expect(after(['send', 'accept', 'refuse'], true).at(-1)).toBe('accepted');
    expect(after(['send', 'give_up', 'confirm'], true).at(-1)).toBe('away');
    expect(after(['send', 'send', 'recall', 'confirm'], true).at(-1)).toBe('home');
  });
});

describe('the decision', () => {
  it('answers every event; what was rejected or has expired stays so', () => {
    for (const decision of DECISIONS)
      for (const event of DECISION_EVENTS) {
        const step = stepDecision(decision, event);
        const over = decision === 'rejected' || decision === 'expired';
        expect('decision' in step ? !over : step.refused.length > 0).toBe(true);
      }
  });
});

describe('the state of the whole', () => {
  const statuses = fc.array(fc.constantFrom(...ACTION_STATUSES), { minLength: 1, maxLength: 6 });

  it('is terminal exactly when nothing is open any more', () => {
    fc.assert(
      fc.property(statuses, fc.boolean(), (all, undone) => {
        expect(isTerminal(stateOf('approved', undone, all))).toBe(all.every(isSettled));
      }),
    );
  });

  it('does not depend on the order of the actions', () => {
    fc.assert(
      fc.property(statuses, fc.boolean(), (all, undone) => {
        expect(stateOf('approved', undone, all.toReversed())).toBe(stateOf('approved', undone, all));
      }),
    );
  });

  it.each([
    [['ordered', 'ordered'], 'approved'],
    [['sent', 'ordered'], 'executing'],
    [['away', 'accepted'], 'executing'],
    [['away', 'home'], 'active'],
    [['returning', 'home'], 'returning'],
    [['home', 'refused'], 'done'],
    [['refused', 'refused'], 'failed'],
    [['away', 'unknown'], 'needs_human'],
  ] as [ActionStatus[], string][])('%j is %s', (all, state) => expect(stateOf('approved', false, all)).toBe(state));
});
