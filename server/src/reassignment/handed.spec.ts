import { describe, expect, it } from '@jest/globals';
import type { ReassignmentKind } from '@tideboard/contracts';
import { type ACTION_EVENTS, type TicketNow } from '@tideboard/domain';
import { commandOf, dueOf } from './command.js';
import { proposalOf } from './drafts.js';
import { emptied, type Left } from './handed.js';
import { inboxesOf } from './inboxes.js';
import { claimsOf, recordState, type ReassignmentRecord } from './record.js';
import { viewOf } from './record-view.js';
import { look, type Sights } from './sightings.js';
import { decide, recall, stepEntry, undo } from './steps.js';

const NOW = Date.UTC(2026, 10, 18, 12);
const left: Left[] = [
  { of: 'li', ofName: 'Li', agent: 'zhou', toName: 'Zhou', tickets: ['t1', 't3'] },
  { of: 'li', ofName: 'Li', agent: null, toName: null, tickets: ['t2'] },
];
const approved = (kind: ReassignmentKind = 'move'): ReassignmentRecord => {
  const members = [{ agent: 'li', name: 'Li', tickets: null, when: 'now' as const, rule: null }];
  const said = { reason: '', trigger: null, prediction: null, actor: 'x', mode: 'suggest' as const, policyVersion: 1 };
  const proposal = proposalOf({ id: 'r', kind, from: 'email', to: 'phone', members, left, upstream: 'acd', ...said }, NOW);
  return decide(proposal, { event: 'approve', by: 'x', now: NOW })!;
};
const through = (record: ReassignmentRecord, n: number, ...events: (typeof ACTION_EVENTS)[number][]): ReassignmentRecord =>
  events.reduce((held, event) => stepEntry(held, n, { event, now: NOW + 1000 }), record);
const statuses = (record: ReassignmentRecord) => record.entries.map(({ status }) => status);
const due = (record: ReassignmentRecord) => dueOf(record).map(({ n }) => n);

describe('tickets of somebody who leaves', () => {
  it('go once the leaving is agreed to, whether by an answer or because the floor shows it', () => {
    expect(due(approved())).toEqual([1]);
    expect(due(through(approved(), 1, 'send'))).toEqual([1]);
    expect(due(through(approved(), 1, 'send', 'give_up'))).toEqual([]);
    expect(due(through(approved(), 1, 'send', 'accept'))).toEqual([2, 3]);
    expect(due(through(approved(), 1, 'send', 'give_up', 'confirm'))).toEqual([2, 3]);
    expect(due(through(approved('return'), 1, 'send', 'confirm'))).toEqual([2, 3]);
  });

  it('stay with who stays: a refusal and a recall call them off', () => {
    expect(statuses(through(approved(), 1, 'send', 'refuse'))).toEqual(['refused', 'dropped', 'dropped']);
    expect(statuses(recall(through(approved(), 1, 'send', 'accept'), { now: NOW }))).toEqual(['returning', 'dropped', 'dropped']);
    expect(recordState(through(approved(), 1, 'send', 'refuse'))).toBe('failed');
  });

  it('are a command of their own, on their channel, to a colleague or to the common line', () => {
    const record = through(approved(), 1, 'send', 'accept');
    const common = { idempotencyKey: 'r.3.1', action: 'reroute', from: 'email', to: 'email', tickets: ['t2'] };
    expect(commandOf(record, record.entries[1]!)).toMatchObject({
      ...common,
      idempotencyKey: 'r.2.1',
      agent: 'zhou',
      tickets: ['t1', 't3'],
    });
    expect(commandOf(record, record.entries[2]!)).toMatchObject(common);
    expect(commandOf(record, record.entries[2]!)).not.toHaveProperty('agent');
  });

  it('are seen to have arrived once each is with its taker or waits no more; they hold nobody and bring nobody home', () => {
    const sent = through(through(approved(), 1, 'send', 'confirm'), 2, 'send', 'accept');
    const sights = (t3: Sights['tickets']): Sights => ({
      agents: new Map([['li', { channel: 'phone', shiftEndsAt: undefined }]]),
      tickets: new Map([['t1', null], ...t3]),
      now: NOW + 2000,
      confirmSeconds: 900,
    });
    expect(statuses(look(sent, sights(new Map([['t3', { channel: 'email', agent: 'li' }]]))))[1]).toBe('accepted');
    expect(statuses(look(sent, sights(new Map([['t3', { channel: 'email', agent: 'zhou' }]]))))[1]).toBe('done');
    expect(claimsOf(sent)).toEqual(['li']);
    expect(recordState(through(through(sent, 2, 'confirm'), 3, 'send', 'confirm'))).toBe('active');
  });

  it('stay where they went when the rest is undone, and undo says so', () => {
    const done = through(through(approved(), 1, 'send', 'confirm'), 2, 'send', 'confirm');
    const undone = undo(done, 'x', NOW);
    expect(statuses(undone)).toEqual(['returning', 'done', 'dropped']);
    expect(undone.undoReport).toEqual([{ tickets: ['t1', 't3'], code: 'tickets_stay' }]);
  });

  it('are looked for again when the order goes out: what was foreseen gives way to what is there', () => {
    const found = { left: [{ ...left[0]!, tickets: ['t9'] }], now: NOW };
    const record = emptied(approved(), { n: 1, agent: 'li', way: 'out', channel: 'email' }, found);
    expect(viewOf(record).actions).toMatchObject([
      { action: 'move', agent: 'li', from: 'email', to: 'phone' },
      { action: 'reroute', agent: 'zhou', name: 'Zhou', of: 'li', ofName: 'Li', tickets: ['t9'], from: 'email', to: 'email' },
    ]);
    expect(record.entries.map(({ n }) => n)).toEqual([1, 2]);
    const away = through(record, 1, 'send', 'confirm');
    const back = emptied(recall(away, { now: NOW }), { n: 1, agent: 'li', way: 'home', channel: 'phone' }, found);
    expect(statuses(back)).toEqual(['returning', 'dropped', 'ordered']);
    expect(due(back)).toEqual([1]);
    expect(due(through(back, 1, 'send', 'accept'))).toEqual([3]);
  });
});

describe('an inbox', () => {
  const ticket = (id: string, more: Partial<TicketNow> = {}): [string, TicketNow] => [
    id,
    { state: 'pending', channel: 'email', agent: 'li', createdAt: NOW, pendingSince: NOW, clocks: [], ...more } as TicketNow,
  ];

  it('holds what waits: what was started, and what is in hand before its first answer, it does not', () => {
    const clock = { clock: 'response' as const, since: NOW, settledAt: null, missed: false };
    const open = [
      ticket('new', {
        pendingSince: NOW + 2,
        clocks: [
          { ...clock, dueAt: NOW + 60 },
          { ...clock, clock: 'handling', dueAt: NOW + 9 },
        ],
      }),
      ticket('old', { pendingSince: NOW + 1 }),
      ticket('begun', { state: 'in_progress' }),
    ];
    expect(inboxesOf(open, () => 1).map(({ id }) => id)).toEqual(['old', 'new']);
    expect(inboxesOf(open, () => 2)).toEqual([{ id: 'new', channel: 'email', agent: 'li', dueAt: NOW + 9, createdAt: NOW }]);
    expect(inboxesOf([ticket('free', { agent: null })], () => 0)).toEqual([]);
  });
});
