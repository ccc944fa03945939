// The law: applyDelta(a, diffBoard(a, b)) equals b, and what does not follow on is a gap.
import { describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import * as fc from 'fast-check';
import { applyDelta, diffBoard } from './board-sync.js';
import { equal } from './equal.js';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const small = fc.integer({ min: 0, max: 3 });
const instant = fc.constantFrom('2026-03-04T06:00:00Z', '2026-03-04T06:00:01Z');
const metrics = {
  pending: small,
  timeoutRate: maybe(fc.constantFrom(0, 0.5)),
  oldestPendingAt: maybe(instant),
  longestWaitSeconds: maybe(fc.integer({ min: 0, max: 9999 })),
  agents: fc.record({ online: maybe(small), onLoan: maybe(small) }),
};
const channel = (id: string) =>
  fc.record({
    id: fc.constant(id),
    status: fc.constantFrom('ok', 'breach'),
    causes: fc.subarray(['pending', 'timeoutRate']),
    thresholds: fc.record({ pending: maybe(fc.record({ warn: maybe(small), breach: maybe(small) })) }),
    ...metrics,
  });
const boardOf = (ids: string[], epoch = 'e1') =>
  fc.record({
    site: fc.constant({ name: { 'zh-CN': '一', en: 'One' }, clockRate: 1 }),
    epoch: fc.constant(epoch),
    rev: fc.integer({ min: 1, max: 1000 }),
    at: instant,
    businessDay: fc.constantFrom('2026-03-04', '2026-03-05'),
    timeZone: fc.constant('Asia/Shanghai'),
    rebuilding: fc.boolean(),
    totals: fc.record({ unmapped: small, ...metrics }),
    channels: fc.tuple(...ids.map(channel)),
    alerts: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), value: maybe(small) }), { maxLength: 2 }),
    reassignments: fc.array(fc.record({ id: fc.constantFrom('r', 's'), prediction: fc.anything() }), { maxLength: 1 }),
    automation: fc.record({
      mode: fc.constantFrom('off', 'confirm'),
      pausedBy: maybe(fc.constant('x')),
      pausedUntil: fc.constant(null),
    }),
  }) as unknown as fc.Arbitrary<Board>;
const board = boardOf(['phone', 'email', '__proto__']);

interface Waits {
  oldestPendingAt: string | null;
  longestWaitSeconds: number | null;
}
/** The reader ticks a wait from `oldestPendingAt`; where that is the same, the number of either board is as good. Totals come whole. */
const alike = <T extends Waits>(next: T, previous: Waits): T =>
  next.oldestPendingAt === previous.oldestPendingAt ? { ...next, longestWaitSeconds: previous.longestWaitSeconds } : next;
const expected = (a: Board, b: Board): Board => ({
  ...b,
  totals: equal({ ...a.totals, longestWaitSeconds: 0 }, { ...b.totals, longestWaitSeconds: 0 }) ? a.totals : b.totals,
  channels: b.channels.map((next, i) => alike(next, a.channels[i]!)),
});

describe('a delta', () => {
  it('leads from any board to any other of its epoch and channels', () => {
    fc.assert(
      fc.property(board, board, (a, b) => {
        expect(applyDelta(a, diffBoard(a, b)!)).toEqual(expected(a, b));
      }),
      { numRuns: 500 },
    );
  });
  it('survives the wire', () => {
    fc.assert(
      fc.property(board, board, (a, b) => {
        const [from, to] = [JSON.parse(JSON.stringify(a)) as Board, JSON.parse(JSON.stringify(b)) as Board];
        expect(applyDelta(from, JSON.parse(JSON.stringify(diffBoard(from, to)!)))).toEqual(expected(from, to));
      }),
    );
  });
  it('leaves untouched channels the same objects, and the board before it as it was', () => {
    fc.assert(
      fc.property(board, board, (a, b) => {
        const before = structuredClone(a);
        const delta = diffBoard(a, b)!;
        const next = applyDelta(a, delta) as Board;
        const named = new Set(delta.channels.map(({ id }) => id));
        const same = a.channels.map((channel, i) => named.has(channel.id) || next.channels[i] === channel);
        expect(same).toEqual([true, true, true]);
        expect(a).toEqual(before);
      }),
    );
  });
  it('carries no more than what changed', () => {
    fc.assert(
      fc.property(board, (a) => {
        const { at, rev, epoch } = a;
        expect(diffBoard(a, a)).toEqual({ epoch, from: rev, rev, at, channels: [] });
        const next = { ...a, rev: rev + 1, channels: a.channels.map((c, i) => (i === 1 ? { ...c, pending: c.pending + 1 } : c)) };
        expect(diffBoard(a, next)!.channels).toEqual([{ id: 'email', pending: next.channels[1]!.pending }]);
      }),
    );
  });
  it('has its totals whole, so that a reader may put them in place of the old ones', () => {
    fc.assert(
      fc.property(board, (a) => {
        const totals = { ...a.totals, pending: a.totals.pending + 1 };
        expect(diffBoard(a, { ...a, rev: a.rev + 1, totals })!.totals).toEqual(totals);
      }),
    );
  });
});

describe('a gap', () => {
  it('is every delta that does not start at this epoch and rev', () => {
    fc.assert(
      fc.property(board, board, fc.integer({ min: -3, max: 3 }), fc.boolean(), (a, b, off, otherEpoch) => {
        const delta = diffBoard(a, b)!;
        const strange = { ...delta, from: delta.from + off, epoch: otherEpoch ? 'e2' : delta.epoch };
        expect(applyDelta(a, strange) === 'gap').toBe(off !== 0 || otherEpoch);
      }),
    );
  });
  it('is also where no delta can lead: another epoch, other channels, another order, another site', () => {
    fc.assert(
      fc.property(board, boardOf(['phone', 'email', '__proto__'], 'e2'), boardOf(['phone', 'email']), (a, epoch, fewer) => {
        expect([diffBoard(a, epoch), diffBoard(a, fewer), diffBoard(fewer, a)]).toEqual([null, null, null]);
        expect(diffBoard(a, { ...a, channels: a.channels.toReversed() })).toBeNull();
        expect(diffBoard(a, { ...a, site: { ...a.site, clockRate: 20 } })).toBeNull();
        expect(diffBoard(a, { ...a, timeZone: 'UTC' })).toBeNull();
      }),
    );
  });
});

it('equal is structural, whatever the order of keys', () => {
  expect(equal({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
  expect([equal([1], { 0: 1 }), equal({ a: undefined }, { b: undefined }), equal(null, {}), equal([1, 2], [2, 1])]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
