import { describe, expect, it } from '@jest/globals';
import { defaultEscalationRules } from '@tideboard/contracts';
import { raiseOf } from './escalation.js';
import type { TicketNow } from './ticket-view.js';

const HOUR = 3_600_000;
const { rules } = defaultEscalationRules();
const ticket = (fields: Partial<TicketNow> = {}): TicketNow =>
  ({ open: true, level: 1, kind: null, tier: null, pendingSince: 0, startedAt: null, clocks: [], ...fields }) as TicketNow;
const raise = (fields: Partial<TicketNow>, around: Partial<Parameters<typeof raiseOf>[2]> = {}) =>
  raiseOf(ticket(fields), rules, { now: HOUR, contacts: [], flags: [], ...around });

describe('the ladder', () => {
  it('raises a complaint that nobody has taken up, at the very instant, and not one that somebody has', () => {
    expect(raise({ kind: 'complaint' })).toEqual({ rule: 'complaint-ignored', level: 2, at: HOUR });
    expect(raise({ kind: 'complaint' }, { now: HOUR - 1 })).toBeNull();
    expect(raise({ kind: 'complaint', startedAt: 5 })).toBeNull();
    expect(raise({ kind: 'complaint', open: false })).toBeNull();
  });

  it('takes the highest level that is asked for, and none at or below the present one', () => {
    const flags = [
      { severity: 1, at: 3 },
      { severity: 3, at: 7 },
    ];
    expect(raise({ kind: 'complaint', tier: 'diamond' }, { flags })).toEqual({ rule: 'core-customer', level: 4, at: 7 });
    expect(raise({ tier: 'diamond' }, { flags })).toEqual({ rule: 'severe', level: 3, at: 7 });
    expect(raise({ tier: 'diamond', level: 3 }, { flags })).toBeNull();
  });

  it('counts contacts and deadlines that were missed', () => {
    expect(raise({}, { contacts: [1, 2, 9] })).toEqual({ rule: 'repeated-contact', level: 2, at: 9 });
    expect(raise({}, { contacts: [1, 2] })).toBeNull();
    const clocks: TicketNow['clocks'] = [{ clock: 'response', since: 0, dueAt: 10, settledAt: null, missed: true }];
    expect(raise({ tier: 'gold', clocks })).toEqual({ rule: 'vip-overdue', level: 2, at: 10 + HOUR / 2 });
    expect(raise({ tier: 'silver', clocks })).toBeNull();
  });
});
