// The numbered rules of the merge, one by one, on values worked out by hand.
import { describe, expect, it } from '@jest/globals';
import { channel, counted, fact, history, judged, minute, NOON, SITE, twoChannels } from '../../../test/support/floor.js';
import { mergeAgent, readAgent, agentContribution, sinceOf, type AgentFact } from './agent.js';
import type { Fact } from './fact.js';
import { ledgerOf } from './ledger.js';
import { compareBytes, compareFacts } from './order.js';
import { metricsOf, type Counters } from './metrics.js';
import { amendPolicy, compilePolicy } from './policy.js';
import { statusOf } from './status.js';
import { DATED, GAUGES, NOW } from './tally.js';

const created = (at = 0, data = {}) => fact('created', at, { channel: 'phone', ...data });

describe('R1 order', () => {
  it('[R1] is by time, then by the table of types, then by source, then by id', () => {
    const facts = [
      fact('closed', 1),
      fact('started', 1, { source: '/b' }),
      fact('started', 1, { source: '/a', id: 'z' }),
      fact('started', 1, { source: '/a', id: 'b' }),
      fact('rated', 0),
    ];
    expect(facts.sort(compareFacts).map(({ type, source, id }) => [type, source, id].join(' '))).toEqual([
      expect.stringMatching(/^ticket.rated/),
      'ticket.started /a b',
      'ticket.started /a z',
      expect.stringMatching(/^ticket.started \/b/),
      expect.stringMatching(/^ticket.closed/),
    ]);
  });
  it('[R1] compares bytes, not UTF-16 units', () => {
    const [fullwidth, emoji] = ['\uff5e', '\u{1f600}'];
    expect(fullwidth < emoji).toBe(false);
    expect(compareBytes(fullwidth, emoji)).toBeLessThan(0);
    expect(Math.sign(compareBytes('a', 'ab'))).toBe(-1);
    expect(compareBytes('é', 'é')).toBe(0);
  });
  it('[R1] a transfer of the same millisecond comes after the start and before the completion', () => {
    const counts = counted(
      [created(), fact('started', 5), fact('transferred', 5, { channel: 'email' }), fact('completed', 5)],
      9,
    );
    expect(counts).toMatchObject({ 'phone:answered': 1, 'email:completed': 1 });
  });
});

describe('R2 created', () => {
  it('[R2] the earliest counts and sorts before every other fact', () => {
    const facts = [created(3, { channel: 'email' }), created(2), fact('started', 1)];
    expect(counted(facts, 10)).toMatchObject({ 'phone:inProgress': 1, 'phone:created': 1, 'phone:answered': 1 });
    // clocks that disagree: zero seconds, not minus sixty
    expect(counted(facts, 10)['phone:answeredMs']).toBeUndefined();
  });
  it('[R2] a fact in the future counts from the moment the clock reaches it', () => {
    const facts = [created(), fact('started', 20)];
    expect(judged(facts, 4)).toMatchObject({ wakeAt: minute(8), amounts: { [NOW]: { 'phone:pending': 1 } } });
    expect(counted(facts, 20)).toMatchObject({ 'phone:inProgress': 1 });
  });
});

describe('R3 unmapped', () => {
  it('[R3] no created, or a channel that is not in the registry, is in no channel and no total', () => {
    expect(judged([fact('started', 1)], 5).amounts).toEqual({ [NOW]: { '*:unmapped': 1 } });
    expect(judged([created(0, { channel: 'shop' }), fact('started', 1)], 5).amounts).toEqual({ [NOW]: { '*:unmapped': 1 } });
  });
  it('[R3] once placed it counts as if it had always been', () => {
    const before = history(channel('phone'));
    const after = amendPolicy(before, { site: SITE, channels: [channel('phone'), channel('shop')] }, minute(60 * 24 * 3));
    const facts = [created(0, { channel: 'shop' }), fact('started', 1), fact('completed', 2)];
    expect(counted(facts, 60 * 24 * 3, compilePolicy(after))).toMatchObject({ 'shop:completed': 1, 'shop:answered': 1 });
  });
});

describe('R4 cycles', () => {
  it('[R4] the first start of a cycle counts, whatever comes later', () => {
    expect(counted([created(), fact('started', 2), fact('started', 4)], 9)).toMatchObject({ 'phone:answeredMs': 120_000 });
  });
  it.each([
    [['completed', 3, 'closed', 4], 'phone:completed', 1],
    [['closed', 4], 'phone:completed', 1],
    [['abandoned', 3], 'phone:abandoned', 1],
    [['abandoned', 3, 'started', 4], 'phone:inProgress', 1],
    [['abandoned', 3, 'started', 4], 'phone:abandoned', undefined],
    [['started', 2, 'abandoned', 3], 'phone:abandoned', undefined],
    [['started', 2, 'abandoned', 3], 'phone:inProgress', undefined],
    [['started', 2, 'awaiting_feedback', 3], 'phone:awaitingFeedback', 1],
    [['started', 2, 'awaiting_feedback', 3], 'phone:inProgress', undefined],
    [['started', 2, 'completed', 3, 'reopened', 4], 'phone:pending', 1],
    [['started', 2, 'completed', 3, 'reopened', 4, 'started', 5], 'phone:inProgress', 1],
  ])('[R4] %j makes %s %s', (steps, counter, expected) => {
    const facts = steps.flatMap((step, i) => (typeof step === 'string' ? [fact(step, steps[i + 1] as number)] : []));
    expect(counted([created(), ...facts], 9)[counter as string]).toBe(expected);
  });
  it('[R4] a reopening that comes late makes the second start the first of its cycle', () => {
    const facts = [created(), fact('started', 1), fact('completed', 5), fact('started', 10)];
    expect(counted(facts, 12)).toMatchObject({ 'phone:completed': 1 });
    expect(counted([...facts, fact('reopened', 7)], 12)).toMatchObject({ 'phone:inProgress': 1 });
  });
});

describe('R5 reopening', () => {
  it('[R5] withdraws a completion of the same day and leaves one of an earlier day', () => {
    const done = [created(), fact('started', 1), fact('completed', 5)];
    expect(judged([...done, fact('reopened', 30)], 40).amounts['2026-11-18']?.['phone:completed']).toBeUndefined();
    const nextDay = judged(
      [...done, fact('reopened', 13 * 60), fact('started', 13 * 60 + 1), fact('completed', 13 * 60 + 2)],
      14 * 60,
    );
    expect(nextDay.amounts['2026-11-18']).toMatchObject({ 'phone:completed': 1, 'phone:handledMs': 240_000 });
    expect(nextDay.amounts['2026-11-19']).toMatchObject({ 'phone:completed': 1, 'phone:handledMs': 60_000 });
  });
});

describe('R6 times', () => {
  it('[R6] first response is of the first cycle, handling of each', () => {
    const counts = counted([created(), fact('completed', 5), fact('reopened', 6), fact('started', 8), fact('completed', 9)], 10);
    expect(counts['phone:answered']).toBeUndefined();
    expect(counts).toMatchObject({ 'phone:completed': 1, 'phone:handled': 1, 'phone:handledMs': 60_000 });
  });
  it('[R6] completed without a start is in neither average and meets the response deadline', () => {
    const counts = counted([created(), fact('completed', 5)], 30);
    expect(counts).toEqual({ 'phone:created': 1, 'phone:completed': 1 });
  });
});

describe('R7 transfers', () => {
  it('[R7] what is dated stays where it happened, what is a gauge goes along', () => {
    const counts = counted([created(), fact('started', 2), fact('transferred', 3, { channel: 'email' })], 5);
    expect(counts).toMatchObject({ 'phone:created': 1, 'phone:answered': 1, 'email:inProgress': 1 });
    expect(counts['phone:inProgress']).toBeUndefined();
  });
  it('[R7] deadlines stay: the target is that of the channel where the cycle began', () => {
    const policy = compilePolicy(
      history(channel('phone'), channel('email', { targets: { ...channel('x').targets, responseSeconds: 60 } })),
    );
    expect(
      judged([created(), fact('transferred', 1, { channel: 'email' })], 2, policy).amounts['2026-11-18']?.['email:timeouts'],
    ).toBeUndefined();
    expect(counted([created(), fact('transferred', 1, { channel: 'email' })], 11, policy)).toMatchObject({ 'email:timeouts': 1 });
  });
});

describe('R8 deadlines', () => {
  it('[R8] is missed one millisecond after it, and not at it', () => {
    const facts = [created()];
    expect(counted(facts, 10)['phone:timeouts']).toBeUndefined();
    expect(counted(facts, 10 + 1 / 60_000)).toMatchObject({ 'phone:timeouts': 1, 'phone:pastDue': 1 });
  });
  it('[R8] a start at the deadline meets it; a late fact takes the timeout back', () => {
    expect(counted([created(), fact('started', 10)], 60)['phone:timeouts']).toBeUndefined();
    expect(counted([created(), fact('started', 10.1)], 60)['phone:timeouts']).toBe(1);
  });
  it('[R8] response and handling missed count once, on the first', () => {
    expect(counted([created()], 60 * 5)['phone:timeouts']).toBe(1);
  });
  it('[R8] a due date of the ticket replaces the handling deadline of the first cycle only', () => {
    const facts = [created(0, { dueAt: minute(30) }), fact('started', 1)];
    expect(counted(facts, 31)).toMatchObject({ 'phone:timeouts': 1 });
    expect(
      counted([...facts, fact('completed', 20), fact('reopened', 21), fact('started', 22)], 60)['phone:timeouts'],
    ).toBeUndefined();
  });
  it('[R8] a complaint is due by the earlier of its priority and 24 hours, and taken up within one', () => {
    const facts = [created(0, { kind: 'complaint', priority: 'urgent' }), fact('started', 61)];
    expect(counted(facts, 119)).toMatchObject({ 'phone:complaintMisses': 1, 'phone:complaintsOpen': 1 });
    expect(judged([created(0, { kind: 'complaint', priority: 'low' }), fact('started', 1)], 2).wakeAt).toBe(minute(24 * 60 - 2));
  });
  it('[R8] assignment and escalation misses have counts of their own and make no timeout', () => {
    const unassigned = counted(
      [created(0, { channel: 'email' })],
      11,
      compilePolicy(history(channel('email', { targets: { ...channel('x').targets, responseSeconds: 9999 } }))),
    );
    expect(unassigned).toMatchObject({ 'email:assignMisses': 1 });
    expect(unassigned['email:timeouts']).toBeUndefined();
    const escalated = [created(), fact('started', 1), fact('escalated', 5, { level: 2 })];
    expect(counted(escalated, 36)).toMatchObject({ 'phone:escalationMisses': 1, 'phone:escalatedOpen': 1 });
    expect(counted([...escalated, fact('assigned', 30, { agent: 'b' })], 36)['phone:escalationMisses']).toBeUndefined();
  });
  it('[R8] clocks run in service hours', () => {
    const office = channel('phone', { serviceHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '12:05' }] });
    const policy = compilePolicy(history(office));
    // five of the ten minutes tonight, the other five tomorrow from nine
    expect(judged([created()], 1, policy).wakeAt).toBe(minute(21 * 60 + 5 - 2));
    expect(counted([created()], 60 * 3, policy)['phone:timeouts']).toBeUndefined();
  });
  it('[R8] "due soon" begins two minutes before and ends with the deadline', () => {
    expect(counted([created()], 7.9)['phone:dueSoon']).toBeUndefined();
    expect(counted([created()], 8)).toMatchObject({ 'phone:dueSoon': 1 });
    expect(counted([created()], 10.1)['phone:dueSoon']).toBeUndefined();
  });
});

describe('R9 days', () => {
  it('[R9] a count belongs to the day of its fact, a timeout to the day of the first missed deadline', () => {
    const late = [created(60 * 11 + 55), fact('started', 60 * 12 + 30), fact('completed', 60 * 13)];
    expect(judged(late, 60 * 14).amounts).toEqual({
      '2026-11-18': { 'phone:created': 1 },
      '2026-11-19': expect.objectContaining({ 'phone:answered': 1, 'phone:completed': 1, 'phone:timeouts': 1 }),
    });
  });
});

describe('R10 ratings, escalations, promises', () => {
  it('[R10] the latest rating counts, on its own day, even before the completion', () => {
    const facts = [created(), fact('rated', 2, { score: 2 }), fact('rated', 4, { score: 5 }), fact('completed', 9)];
    expect(counted(facts, 10)).toMatchObject({ 'phone:ratings': 1, 'phone:satisfied': 1, 'phone:scoreSum': 5 });
  });
  it('[R10] escalated means level 2 or more, the highest of the cycle', () => {
    const facts = [created(), fact('escalated', 1, { level: 3 }), fact('escalated', 2, { level: 1 })];
    expect(counted(facts, 3)).toMatchObject({ 'phone:escalatedOpen': 1 });
    expect(counted([created(), fact('escalated', 1, { level: 1 })], 3)['phone:escalatedOpen']).toBeUndefined();
    expect(counted([...facts, fact('completed', 4), fact('reopened', 5)], 6)['phone:escalatedOpen']).toBeUndefined();
  });
  it('[R10] a promise stays open until kept, also after completion', () => {
    const facts = [created(), fact('promised', 1, { id: 'p1', dueAt: minute(5) }), fact('completed', 2)];
    expect(counted(facts, 5)['phone:promisesOverdue']).toBeUndefined();
    expect(counted(facts, 6)).toMatchObject({ 'phone:promisesOverdue': 1 });
    expect(counted([...facts, fact('promise_kept', 7, { promise: 'p1' })], 8)['phone:promisesOverdue']).toBeUndefined();
    expect(counted([...facts, fact('promise_kept', 7, { promise: 'other' })], 8)).toMatchObject({ 'phone:promisesOverdue': 1 });
  });
});

describe('care', () => {
  it('a record is late ten minutes after the end of service, until it is completed', () => {
    const facts = [created(), fact('started', 1), fact('awaiting_feedback', 5)];
    expect(judged(facts, 10).wakeAt).toBeLessThanOrEqual(minute(15) + 1);
    expect([15, 16].map((now) => counted(facts, now)['phone:recordsLate'])).toEqual([undefined, 1]);
    expect(counted([...facts, fact('completed', 17)], 18)['phone:recordsLate']).toBeUndefined();
  });
  it('an answered complaint is owed a call until somebody promises one, in each round anew', () => {
    const complaint = [created(0, { kind: 'complaint' }), fact('started', 1), fact('completed', 5)];
    const owed = (...more: Fact[]): number | null => judged([...complaint, ...more], 30).listing!.answeredAt;
    const promised = (at: number, due: number): Fact => fact('promised', at, { id: `p${at}`, dueAt: minute(due) });
    expect([owed(), owed(promised(6, 60)), owed(promised(2, 60))]).toEqual([minute(5), null, null]);
    // made and kept before the answer: that was another call
    expect(owed(promised(2, 4), fact('promise_kept', 3, { promise: 'p2' }))).toBe(minute(5));
    expect(owed(promised(6, 60), fact('reopened', 7))).toBeNull();
    expect(owed(promised(6, 60), fact('reopened', 7), fact('completed', 9), fact('promise_kept', 8))).toBe(minute(9));
    expect(judged([created(), fact('completed', 5)], 30).listing!.answeredAt).toBeNull();
  });
});

describe('R11 a change of the registry', () => {
  const strict = { site: SITE, channels: [channel('phone', { targets: { ...channel('x').targets, responseSeconds: 60 } })] };
  const day = 24 * 60;
  it('[R11] judges today and what is open anew', () => {
    const policy = compilePolicy(amendPolicy(history(channel('phone')), strict, minute(30)));
    expect(counted([created(20), fact('started', 25)], 30, policy)).toMatchObject({ 'phone:timeouts': 1 });
  });
  it('[R11] never judges a past day', () => {
    const policy = compilePolicy(amendPolicy(history(channel('phone')), strict, minute(day)));
    expect(
      judged([created(20), fact('started', 25), fact('completed', 26)], day, policy).amounts['2026-11-18'],
    ).not.toHaveProperty('phone:timeouts');
    // open since yesterday and not late by yesterday's rule: late by today's, from today's start on
    const night = judged([created(11 * 60 + 55)], day, policy);
    expect(night.amounts['2026-11-18']).toEqual({ 'phone:created': 1 });
    expect(night.amounts['2026-11-19']).toMatchObject({ 'phone:timeouts': 1 });
  });
  it('[R11] two changes of one day leave one version', () => {
    const once = amendPolicy(history(channel('phone')), strict, minute(day));
    expect(amendPolicy(once, { ...strict, channels: [] }, minute(day + 5))).toEqual([
      once[0],
      { from: minute(12 * 60), site: SITE, channels: [] },
    ]);
  });
});

describe('R12 agents', () => {
  const said = (at: number, fields: AgentFact['fields'], id = `a${at}`): AgentFact => ({
    type: 'agent.changed',
    at: minute(at),
    source: '/acd',
    id,
    fields,
  });
  const facts = [said(1, { channel: 'phone', state: 'available' }), said(3, { channel: 'email' }), said(2, { state: 'wrap_up' })];
  const merge = (all: AgentFact[], at: number) => mergeAgent({ facts: [], ever: [] }, all, minute(at));
  it('[R12] home is where the earliest event put the agent, unless told', () => {
    expect(readAgent(merge(facts, 5), minute(5))).toMatchObject({ home: 'phone', channel: 'email', state: 'wrap_up' });
    expect(readAgent(merge([...facts, said(4, { home: 'email' })], 5), minute(5))).toMatchObject({ home: 'email' });
  });
  it('[R12] a field that was cleared is unknown again, in any order; a cleared home is the first channel', () => {
    const told = [...facts, said(3.5, { home: 'email', team: 'a' }), said(4, { home: null, team: null })];
    for (const order of [told, told.toReversed()]) {
      const view = readAgent(merge(order, 5), minute(5));
      expect(view.home).toBe('phone');
      expect(view).not.toHaveProperty('team');
    }
    expect(readAgent(merge([...told, said(4.5, { home: 'email' })], 5), minute(5)).home).toBe('email');
  });
  it('[R12] a repeated state goes on, another one begins anew', () => {
    const known = { facts: merge(facts, 5), since: { state: minute(2), channel: minute(3) } };
    const later = (fact: AgentFact) => sinceOf(known, merge([...facts, fact], 5), minute(5));
    expect(later(said(4, { state: 'wrap_up', conversations: 1 }))).toEqual({ state: minute(2), channel: minute(3) });
    expect(later(said(4, { state: 'busy' }))).toEqual({ state: minute(4), channel: minute(3) });
  });
  it('[R12] busy includes wrap-up; on loan is away from home; never reported is null', () => {
    const { amounts } = agentContribution(merge(facts, 5), twoChannels, minute(5));
    expect(amounts[NOW]).toEqual({
      'email:agentsBusy': 1,
      'email:agentsEver': 1,
      'email:agentsOnLoan': 1,
      'email:agentsOnline': 1,
      'phone:agentsEver': 1,
      'phone:agentsLent': 1,
    });
    expect(metricsOf({ counters: zero, oldestPendingAt: null, at: NOON, timeoutRateBase: 'completed' }).agents).toEqual({
      online: null,
      available: null,
      busy: null,
      onLoan: null,
    });
  });
  it('[R12] a report of the future waits for its moment', () => {
    const later = merge([...facts, said(9, { state: 'offline' })], 5);
    expect(agentContribution(later, twoChannels, minute(5)).wakeAt).toBe(minute(9));
    expect(agentContribution(later, twoChannels, minute(9)).amounts[NOW]).not.toHaveProperty('email:agentsOnline');
  });
});

const zero = Object.fromEntries([...GAUGES, ...DATED].map((name) => [name, 0])) as Counters;

describe('R13 status', () => {
  const limits = {
    pending: { warn: 40, breach: 50 },
    timeoutRate: { warn: 0.05, breach: 0.1 },
    satisfaction: { warn: 0.85, breach: null },
  };
  const status = (counters: Partial<Counters>, state = { open: true, silent: false }) => {
    const metrics = metricsOf({
      counters: { ...zero, ...counters },
      oldestPendingAt: null,
      at: NOON,
      timeoutRateBase: 'completed',
    });
    return statusOf({ metrics, thresholds: limits, ...state }).status;
  };
  it.each([
    [{ pending: 40 }, 'ok'],
    [{ pending: 41 }, 'watch'],
    [{ pending: 50 }, 'watch'],
    [{ pending: 51 }, 'breach'],
    [{ completed: 19, timeouts: 19 }, 'ok'],
    [{ completed: 20, timeouts: 3 }, 'breach'],
    [{ ratings: 4, satisfied: 0 }, 'ok'],
    [{ ratings: 5, satisfied: 4 }, 'watch'],
  ])('[R13] %j is %s', (counters, expected) => expect(status(counters)).toBe(expected));
  it('[R13] closed before no_data before breach', () => {
    expect(status({ pending: 99 }, { open: false, silent: true })).toBe('closed');
    expect(status({ pending: 99 }, { open: true, silent: true })).toBe('no_data');
  });
});

describe('metrics', () => {
  it('a share of nothing is null, never zero', () => {
    const metrics = metricsOf({ counters: zero, oldestPendingAt: null, at: NOON, timeoutRateBase: 'completed' });
    for (const name of [
      'avgResponseSeconds',
      'avgHandleSeconds',
      'timeoutRate',
      'satisfaction',
      'avgScore',
      'serviceLevel',
      'abandonRate',
      'longestWaitSeconds',
    ] as const)
      expect(metrics[name]).toBeNull();
  });
  it('the base of the timeout rate can be what was completed or what was due', () => {
    const counters = { ...zero, completed: 120, timeouts: 2, pastDue: 5 };
    const rate = (timeoutRateBase: 'completed' | 'handled') =>
      metricsOf({ counters, oldestPendingAt: null, at: NOON, timeoutRateBase }).timeoutRate;
    expect(rate('completed')).toBeCloseTo(0.016667, 5);
    expect(rate('handled')).toBe(2 / 125);
  });
});

describe('what reports count besides', () => {
  const done = [created(), fact('started', 5), fact('completed', 10)];

  it('takes a first contact for one while nobody passes it on, raises it or comes back within 72 hours', () => {
    const resolved = (...more: Fact[]) => counted([...done, ...more], 100 * 60)['phone:firstContact'] ?? 0;
    expect(resolved()).toBe(1);
    expect(resolved(fact('transferred', 3, { agent: 'b' }))).toBe(1);
    expect(resolved(fact('transferred', 7, { agent: 'b' }))).toBe(0);
    expect(resolved(fact('escalated', 7, { level: 2 }))).toBe(0);
    expect(resolved(fact('reopened', 10 + 72 * 60))).toBe(0);
    expect(resolved(fact('reopened', 11 + 72 * 60))).toBe(1);
  });

  it('settles a promise when it is kept in time, or when its time has passed', () => {
    const promised = fact('promised', 20, { id: 'p1', dueAt: minute(60) });
    const at = (now: number, ...more: Fact[]) => {
      const { 'phone:promisesKept': kept = 0, 'phone:promisesMissed': missed = 0 } = counted([created(), promised, ...more], now);
      return { kept, missed };
    };
    expect(at(60)).toEqual({ kept: 0, missed: 0 });
    expect(at(61)).toEqual({ kept: 0, missed: 1 });
    expect(at(90, fact('promise_kept', 60, { promise: 'p1' }))).toEqual({ kept: 1, missed: 0 });
    expect(at(90, fact('promise_kept', 61, { promise: 'p1' }))).toEqual({ kept: 0, missed: 1 });
    expect(at(90, fact('promise_kept', 40, { promise: 'another' }))).toEqual({ kept: 0, missed: 1 });
  });

  it('gives each count to whoever held the ticket then', () => {
    const facts = [
      created(0, { kind: 'complaint' }),
      fact('assigned', 1, { agent: 'a', team: 'x' }),
      fact('started', 5),
      fact('transferred', 8, { agent: 'b' }),
      fact('promised', 9, { dueAt: minute(600), agent: 'c' }),
      fact('completed', 10),
    ];
    const of = (counter: string) => ledgerOf(facts, twoChannels, minute(20)).find((entry) => entry.counter === counter);
    expect(of('created')).toMatchObject({ agent: null, team: null, kind: 'complaint', at: minute(0), day: '2026-11-18' });
    expect(of('answered')).toMatchObject({ agent: 'a', team: 'x' });
    expect(of('completed')).toMatchObject({ agent: 'b', team: 'x', channel: 'phone' });
  });
});
