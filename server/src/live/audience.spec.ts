import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import { Audience, type Frame, type Line } from './audience.js';

const board = (rev: number): Board =>
  ({ epoch: 'e', rev, at: '', site: {}, channels: [], totals: {}, alerts: [] }) as unknown as Board;

class FakeLine implements Line {
  readonly id = 'screen';
  busy = false;
  inRoom = false;
  dropped = false;
  readonly frames: Frame[] = [];
  idle = (): boolean => !this.busy;
  send = (frame: Frame): void => void this.frames.push(frame);
  enterRoom = (): void => void (this.inRoom = true);
  leaveRoom = (): void => void (this.inRoom = false);
  drop = (): void => void (this.dropped = true);
}

let line: FakeLine;
let broadcasts: Frame[];
let audience: Audience;
beforeEach(() => {
  line = new FakeLine();
  broadcasts = [];
  audience = new Audience(board(1), (frame) => broadcasts.push(frame));
  audience.add(line);
});
const deltas = (frames: Frame[]): string[] =>
  frames.map((frame) => (frame.event === 'board:delta' ? `${frame.delta.from}-${frame.delta.rev}` : `all of ${frame.board.rev}`));

describe('an audience', () => {
  it('shares one frame among all that keep up', () => {
    audience.advance(board(2), 0);
    audience.advance(audience.board, 0);
    expect(deltas(broadcasts)).toEqual(['1-2']);
    expect([line.inRoom, line.frames]).toEqual([true, []]);
  });

  it('keeps nothing for a screen that fell behind, and gives it all it missed in one delta', () => {
    line.busy = true;
    audience.advance(board(2), 0);
    audience.advance(board(3), 10);
    audience.catchUp(20);
    expect([line.inRoom, line.frames]).toEqual([false, []]);
    line.busy = false;
    audience.catchUp(30);
    expect(deltas(line.frames)).toEqual(['1-3']);
    expect(line.inRoom).toBe(true);
  });

  it('takes a screen out of the room when only beats pile up, and drops it when it stays behind', () => {
    line.busy = true;
    audience.catchUp(0);
    expect(line.inRoom).toBe(false);
    audience.catchUp(8000);
    expect(line.dropped).toBe(false);
    audience.catchUp(8001);
    expect(line.dropped).toBe(true);
  });

  it('answers any number of resyncs with one snapshot, once the screen can take it', () => {
    line.busy = true;
    for (let i = 0; i < 100; i += 1) audience.resync('screen', i);
    audience.catchUp(100);
    expect(line.frames).toEqual([]);
    line.busy = false;
    audience.advance(board(2), 150);
    audience.catchUp(200);
    audience.catchUp(300);
    expect(deltas(line.frames)).toEqual(['all of 2']);
    audience.resync('stranger', 0);
  });

  it('still owes the snapshot when the board moves on meanwhile', () => {
    line.busy = true;
    audience.advance(board(2), 0);
    audience.resync('screen', 1);
    audience.advance(board(3), 2);
    line.busy = false;
    audience.catchUp(3);
    expect(deltas(line.frames)).toEqual(['all of 3']);
  });

  it('forgets a screen that left', () => {
    line.busy = true;
    audience.advance(board(2), 0);
    audience.remove('screen');
    audience.catchUp(100_000);
    expect([line.dropped, audience.size]).toEqual([false, 0]);
  });
});
