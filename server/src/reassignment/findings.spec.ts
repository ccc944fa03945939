import { describe, expect, it } from '@jest/globals';
import { chooseAgents, findingsOf, type Wanted } from './findings.js';
import type { NamedAgent, NamedSnapshot } from './floor.js';

const NOW = Date.UTC(2026, 10, 18, 12);
const RULES = { maxMovesPerShift: 6, minDwellSeconds: 900, shiftEndGuardSeconds: 1800 };
const person = (id: string, more: Partial<NamedAgent> = {}): NamedAgent => ({
  id,
  name: null,
  home: 'phone',
  channel: 'phone',
  skills: { phone: 1, chat: 1 },
  state: 'available',
  conversations: 0,
  movesToday: 0,
  ...more,
});
const floor = (agents: NamedAgent[], minStaff = 1): NamedSnapshot => ({
  now: NOW,
  channels: [
    { id: 'phone', minStaff },
    { id: 'chat', minStaff: 1 },
  ],
  agents,
  orders: [],
});
const wish = (agent: string, more: Partial<Wanted> = {}): Wanted => ({
  action: 'move',
  agent,
  from: 'phone',
  to: 'chat',
  ...more,
});
const codes = (snapshot: NamedSnapshot, ...wanted: Wanted[]) => findingsOf(snapshot, wanted, RULES).map(({ code }) => code);

describe('findings', () => {
  it('none where nothing speaks against it', () => expect(codes(floor([person('a'), person('b')]), wish('a'))).toEqual([]));

  it.each([
    ['unknown_agent', person('b'), wish('a')],
    ['agent_moved', person('a', { channel: 'chat' }), wish('a')],
    ['not_available', person('a', { state: 'break' }), wish('a')],
    ['no_skill', person('a', { skills: { phone: 1 } }), wish('a')],
    ['daily_cap', person('a', { movesToday: 5 }), wish('a')],
    ['shift_end', person('a', { shiftEndsAt: NOW + 60_000 }), wish('a')],
    ['dwell', person('a', { lastMoveAt: NOW - 60_000 }), wish('a')],
    ['unknown_channel', person('a'), wish('a', { to: 'moon' })],
  ])('%s', (code, agent, wanted) => expect(codes(floor([agent, person('z'), person('y')]), wanted)).toContain(code));

  it('counts people who are ordered away but still shown', () => {
    const snapshot = floor([person('a'), person('b'), person('c')], 2);
    expect(codes(snapshot, wish('a'))).toEqual([]);
    const ordered = {
      action: 'move' as const,
      agent: 'b',
      from: 'phone',
      to: 'chat',
      at: NOW - 1000,
      status: 'applied' as const,
    };
    expect(codes({ ...snapshot, orders: [ordered] }, wish('a'))).toEqual(['min_staff']);
    const home = { ...ordered, action: 'return' as const, from: 'chat', to: 'phone', at: NOW - 500 };
    expect(codes({ ...snapshot, orders: [home, ordered] }, wish('a'))).toEqual([]);
  });

  it('an assist and a return leave nobody short', () => {
    expect(codes(floor([person('a')]), wish('a', { action: 'assist' }))).toEqual([]);
    expect(codes(floor([person('a', { channel: 'chat' })]), wish('a', { action: 'return', from: 'chat', to: 'phone' }))).toEqual(
      [],
    );
  });
});

describe('the choice of agents', () => {
  it('idle first, then fewest moves, then longest since the last, then id; never one that something speaks against', () => {
    const agents = [
      person('busy', { conversations: 1, state: 'busy' }),
      person('moved', { movesToday: 2, lastMoveAt: NOW - 9_000_000 }),
      person('once', { movesToday: 1, lastMoveAt: NOW - 9_000_000 }),
      person('longer', { movesToday: 1, lastMoveAt: NOW - 9_900_000 }),
      person('fresh'),
      person('away', { state: 'break' }),
      person('just', { lastMoveAt: NOW - 1000 }),
      person('taken'),
    ];
    const chosen = chooseAgents(floor(agents), { from: 'phone', to: 'chat', count: 9 }, new Set(['taken']), RULES);
    expect(chosen).toEqual(['fresh', 'longer', 'once', 'moved', 'busy']);
  });
});
