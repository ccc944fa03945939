import { describe, expect, it } from '@jest/globals';
import { type ReassignmentKind } from '@tideboard/contracts';
import { ACTION_EVENTS, isSettled } from '@tideboard/domain';
import fc from 'fast-check';
import { proposalOf } from './drafts.js';
import { commandOf } from './command.js';
import { historyOf, ordersOf } from './history.js';
import { claimsOf, recordState, type ReassignmentRecord } from './record.js';
import { viewOf } from './record-view.js';
import { look, type Sights } from './sightings.js';
import { decide, recall, stepEntry, undo } from './steps.js';

const NOW = Date.UTC(2026, 10, 18, 12);
const proposal = (kind: ReassignmentKind = 'move', agents = ['a', 'b']): ReassignmentRecord =>
  proposalOf(
    {
      id: 'r',
      kind,
      from: 'phone',
      to: 'chat',
      members: agents.map((agent) => ({ agent, name: null, tickets: null, when: 'now', rule: null })),
      reason: '',
      trigger: null,
      prediction: null,
      actor: 'x',
      mode: 'suggest',
      policyVersion: 1,
      upstream: null,
    },
    NOW,
  );
const approved = (kind?: ReassignmentKind): ReassignmentRecord =>
  decide(proposal(kind), { event: 'approve', by: 'x', now: NOW })!;
const through = (record: ReassignmentRecord, n: number, ...events: (typeof ACTION_EVENTS)[number][]): ReassignmentRecord =>
  events.reduce((held, event) => stepEntry(held, n, { event, now: NOW + 1000 }), record);
const away = (kind?: ReassignmentKind): ReassignmentRecord =>
  through(through(approved(kind), 1, 'send', 'confirm'), 2, 'send', 'confirm');
const sights = (channels: Record<string, string>, more: Partial<Sights> = {}): Sights => ({
  agents: new Map(Object.entries(channels).map(([id, channel]) => [id, { channel, shiftEndsAt: undefined }])),
  tickets: new Map(),
  now: NOW + 2000,
  confirmSeconds: 900,
  ...more,
});

describe('a record', () => {
  it('takes its agents when it is approved and lets each go when that one is settled', () => {
    expect(claimsOf(proposal())).toEqual([]);
    expect(claimsOf(approved())).toEqual(['a', 'b']);
    expect(claimsOf(approved('assist'))).toEqual(['a\nchat', 'b\nchat']);
    expect(claimsOf(through(approved(), 1, 'send', 'refuse'))).toEqual(['b']);
    expect(claimsOf(recall(away(), { now: NOW }))).toEqual(['a', 'b']);
  });

  it('closes exactly once, whatever comes', () => {
    const script = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(...ACTION_EVENTS)), { maxLength: 60 });
    fc.assert(
      fc.property(script, (steps) => {
        let record = approved();
        let closings = 0;
        for (const [i, [n, event]] of steps.entries()) {
          const next = stepEntry(record, n, { event, now: NOW + i });
          if (next.closedAt !== record.closedAt) closings += 1;
          record = next;
        }
        expect(closings).toBe(record.entries.every(({ status }) => isSettled(status)) ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  it('each way has a command of its own: another key, the other direction', () => {
    const out = commandOf(away(), away().entries[0]!);
    const home = recall(away(), { now: NOW });
    const back = commandOf(home, home.entries[0]!);
    expect(out).toMatchObject({ idempotencyKey: 'r.1.1', action: 'move', from: 'phone', to: 'chat' });
    expect(back).toMatchObject({ idempotencyKey: 'r.1.2', action: 'return', from: 'chat', to: 'phone' });
    const help = recall(away('assist'), { now: NOW });
    expect(commandOf(help, help.entries[0]!)).toMatchObject({ action: 'end-assist', from: 'phone', to: 'chat' });
  });

  it('undo calls off what was not sent, brings home who is away, and says what it cannot take back', () => {
    const half = through(approved(), 1, 'send', 'confirm');
    const undone = undo(half, 'x', NOW);
    expect(undone.entries.map(({ status }) => status)).toEqual(['returning', 'dropped']);
    expect(recordState(undone)).toBe('returning');
    expect(recordState(through(undone, 1, 'confirm'))).toBe('undone');
    const came = undo(through(approved('return'), 1, 'send', 'confirm'), 'x', NOW);
    expect(came.undoReport).toEqual([{ agent: 'a', code: 'came_home' }]);
  });

  it('shows no countdown once it is decided', () => {
    const counting = { ...proposal(), executesAt: NOW + 60_000 };
    expect(viewOf(counting)).toMatchObject({ state: 'proposed', executesAt: '2026-11-18T12:01:00.000Z' });
    expect(viewOf(decide(counting, { event: 'reject', by: 'x', now: NOW })!)).toMatchObject({
      state: 'rejected',
      executesAt: null,
    });
  });
});

describe('what the floor shows', () => {
  it('confirms who has arrived, also after nobody knew', () => {
    const lost = through(through(approved(), 1, 'send', 'give_up'), 2, 'send', 'accept');
    expect(recordState(lost)).toBe('needs_human');
    expect(recordState(look(lost, sights({ a: 'chat', b: 'chat' })))).toBe('active');
  });

  it('a feed that lags behind sends nobody home and brings nobody home', () => {
    const record = away();
    expect(look(record, sights({ a: 'phone', b: 'phone' }))).toBe(record);
    const leaving = recall(record, { now: NOW });
    expect(recordState(look(leaving, sights({ a: 'phone', b: 'phone' })))).toBe('returning');
    const seen = recall(look(record, sights({ a: 'chat', b: 'chat' })), { now: NOW });
    expect(recordState(look(seen, sights({ a: 'phone', b: 'phone' })))).toBe('done');
  });

  it('who was seen there and then left by other hands is home', () => {
    const seen = look(away(), sights({ a: 'chat', b: 'chat' }));
    const left = look(seen, sights({ a: 'phone', b: 'chat' }));
    expect(left.entries.map(({ status }) => status)).toEqual(['home', 'away']);
  });

  it('calls a person when an accepted command shows no effect in time', () => {
    const waiting = through(through(approved(), 1, 'send', 'accept'), 2, 'send', 'confirm');
    expect(look(waiting, sights({ a: 'phone' }, { now: NOW + 800_000 }))).toBe(waiting);
    expect(recordState(look(waiting, sights({ a: 'phone' }, { now: NOW + 902_000 })))).toBe('needs_human');
  });

  it('ends a loan at its hour and at the end of a shift, once', () => {
    const loan = { ...away(), endsAt: NOW + 60_000 };
    const ended = look(loan, sights({}, { now: NOW + 60_000 }));
    expect(ended).toMatchObject({ note: 'loan_ended', entries: [{ status: 'returning' }, { status: 'returning' }] });
    expect(look(ended, sights({}, { now: NOW + 61_000 }))).toBe(ended);
    const agents = new Map([['a', { channel: 'chat', shiftEndsAt: NOW + 30_000 }]]);
    const shift = look(loan, { ...sights({}), agents, now: NOW + 30_000 });
    expect(shift.entries.map(({ status }) => status)).toEqual(['returning', 'away']);
  });
});

describe('what the plan is told', () => {
  it('orders: proposed, applied, refused and taken back', () => {
    expect(ordersOf(proposal()).map(({ status }) => status)).toEqual(['proposed', 'proposed']);
    expect(ordersOf(away()).map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(ordersOf(decide(proposal(), { event: 'reject', by: 'x', now: NOW })!)[0]).toMatchObject({
      status: 'rejected',
      at: NOW,
    });
    expect(ordersOf(through(approved(), 1, 'send', 'refuse'))[0]).toMatchObject({ status: 'rejected' });
    expect(ordersOf(recall(away(), { now: NOW + 5 }))[1]).toEqual({
      action: 'return',
      agent: 'a',
      from: 'chat',
      to: 'phone',
      at: NOW + 5,
      status: 'applied',
    });
    expect(ordersOf(recall(away('assist'), { now: NOW + 5 }))[1]).toMatchObject({ action: 'end-assist', to: 'chat' });
  });

  it('history: a loan and its return are two moves of today; an assist in force is in force', () => {
    expect(historyOf([away()], NOW).get('a')).toMatchObject({ movesToday: 1, lastMoveAt: NOW });
    expect(historyOf([recall(away(), { now: NOW + 5 })], NOW).get('a')).toMatchObject({ movesToday: 2, lastMoveAt: NOW + 5 });
    expect(historyOf([away()], NOW + 1).get('a')).toMatchObject({ movesToday: 0 });
    expect(historyOf([away('assist')], NOW).get('a')).toMatchObject({
      assists: [{ channel: 'chat', since: NOW }],
      assistsToday: 1,
    });
    expect(historyOf([recall(away('assist'), { now: NOW })], NOW).get('a')?.assists).toEqual([]);
  });
});
