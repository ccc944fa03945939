import '../../../test/support/board-jsdom';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { diffBoard } from '@tideboard/board-sync';
import type { Board } from '@tideboard/contracts';
import { createPinia, setActivePinia } from 'pinia';
import { useBoardStore } from './board';

const AT = Date.parse('2026-03-04T06:00:00Z');
const at = (seconds: number) => new Date(AT + seconds * 1000).toISOString();
const board = (rev: number, pending = 1, epoch = 'e1'): Board =>
  ({
    site: { name: { 'zh-CN': '一', en: 'One' }, clockRate: 20 },
    epoch,
    rev,
    at: at(0),
    timeZone: 'UTC',
    channels: [
      { id: 'a', pending },
      { id: 'b', pending: 7 },
    ],
    totals: { pending },
    alerts: [],
    reassignments: [],
  }) as unknown as Board;
const delta = (from: Board, to: Board) => diffBoard(from, to)!;
const beat = (rev: number, epoch = 'e1') => ({ epoch, rev, at: at(1) });
const store = () => useBoardStore();
const pending = () => store().board?.channels[0]?.pending;

beforeEach(() => {
  setActivePinia(createPinia());
  store().onSnapshot(board(1), 1000);
});

describe('deltas', () => {
  it('are applied in order, and a channel that did not change stays the same object', () => {
    const untouched = store().board!.channels[1];
    expect(store().onDelta(delta(board(1), board(2, 5)))).toBe('ok');
    expect([pending(), store().board!.rev]).toEqual([5, 2]);
    expect(store().board!.channels[1]).toBe(untouched);
  });
  it('with a gap ask for a snapshot once, and change nothing until it comes', () => {
    expect(store().onDelta(delta(board(2), board(3, 9)))).toBe('resync');
    expect(store().onDelta(delta(board(3), board(4, 10)))).toBe('ok');
    expect(pending()).toBe(1);
    store().onSnapshot(board(4, 10), 1200);
    expect(store().onDelta(delta(board(4), board(5, 11)))).toBe('ok');
    expect(pending()).toBe(11);
  });
  it('that the snapshot has overtaken are dropped without a word', () => {
    store().onSnapshot(board(5, 3), 1100);
    expect(store().onDelta(delta(board(4), board(5, 3)))).toBe('ok');
    expect([pending(), store().board!.rev]).toEqual([3, 5]);
  });
  it('of another epoch are a gap, though the rev would fit', () => {
    expect(store().onDelta({ ...delta(board(1), board(2, 9)), epoch: 'e2' })).toBe('resync');
    expect(pending()).toBe(1);
  });
});

describe('beats', () => {
  it('ahead of ours are patience at first, a lost delta at the second', () => {
    expect([store().onBeat(beat(2), 2000), store().onBeat(beat(2), 3000)]).toEqual(['ok', 'resync']);
  });
  it('overtaking the delta they count are no gap', () => {
    store().onBeat(beat(2), 2000);
    store().onDelta(delta(board(1), board(2, 5)));
    expect(store().onBeat(beat(2), 3000)).toBe('ok');
  });
  it('of another epoch ask for a snapshot too, and again while none comes', () => {
    const verdicts = [2000, 3000, 4000, 5000].map((real) => store().onBeat(beat(1, 'e2'), real));
    expect(verdicts).toEqual(['ok', 'resync', 'ok', 'resync']);
  });
  it('do not make numbers young that wait for a snapshot', () => {
    store().onDelta(delta(board(2), board(3)));
    store().onBeat(beat(3), 2000);
    store().tick(3600);
    expect([store().connection, store().ageMs]).toEqual(['stale', 2600]);
  });
});

describe('time', () => {
  it('runs on the site clock between beats and stands still without feed', () => {
    store().tick(2000);
    expect(store().siteNow).toBe(AT + 20_000);
    store().tick(9000);
    expect([store().connection, store().siteNow]).toEqual(['stale', AT]);
  });
  it('is stale after 2.5 s of silence, live again by a beat, forgotten after 15 minutes', () => {
    store().tick(3500);
    expect(store().connection).toBe('live');
    store().tick(3501);
    expect(store().connection).toBe('stale');
    store().onBeat(beat(1), 4000);
    expect(store().connection).toBe('live');
    store().onClosed();
    store().tick(4000 + 15 * 60_000);
    expect(store().forgotten).toBe(false);
    store().tick(4001 + 15 * 60_000);
    expect(store().forgotten).toBe(true);
  });
});
