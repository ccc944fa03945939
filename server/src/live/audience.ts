import { diffBoard } from '@tideboard/board-sync';
import type { Board, BoardDelta } from '@tideboard/contracts';

/** One screen's line. Sending to the whole room is the adapter's; this is for one that fell behind. */
export interface Line {
  readonly id: string;
  /** False while frames still wait to leave: one more would only make them older. */
  idle(): boolean;
  send(frame: Frame): void;
  enterRoom(): void;
  leaveRoom(): void;
  drop(): void;
}

export type Frame = { event: 'board:snapshot'; board: Board } | { event: 'board:delta'; delta: BoardDelta };

/** Real ms that a screen may take to read what it was sent before it is dropped: it will come back with a clean slate. */
const MAX_LAG_MS = 8000;

interface Lagging {
  /** The board that the screen was last sent; null when it needs the whole one. */
  has: Board | null;
  since: number;
}

/**
 * All screens that may see the same channels. Those that keep up share one frame; one that does not is left out, keeps no frames in
 * memory, and gets everything it missed in one delta once it can take it.
 */
export class Audience {
  private readonly lines = new Map<string, Line>();
  private readonly lagging = new Map<string, Lagging>();

  constructor(
    private current: Board,
    private readonly broadcast: (frame: Frame) => void,
  ) {}

  get board(): Board {
    return this.current;
  }

  get size(): number {
    return this.lines.size;
  }

  /** The caller has sent `this.board` to the line. */
  add(line: Line): void {
    this.lines.set(line.id, line);
    line.enterRoom();
  }

  remove(id: string): void {
    this.lines.delete(id);
    this.lagging.delete(id);
  }

  /** Brings every screen that can take it to `board`. */
  advance(board: Board, now: number): void {
    if (board === this.current) return;
    for (const line of this.lines.values()) {
      if (!line.idle()) this.fallBehind(line, this.current, now);
    }
    this.broadcast(frameBetween(this.current, board));
    this.current = board;
  }

  /** The screen gets the whole board at the next catch-up: one that asks again and again gets no more than that. */
  resync(id: string, now: number): void {
    const line = this.lines.get(id);
    if (line) this.fallBehind(line, null, now);
  }

  /** Sends those who fell behind what they missed, where they can take it; drops those who cannot for too long. */
  catchUp(now: number): void {
    for (const line of this.lines.values()) {
      const idle = line.idle();
      const lagging = this.lagging.get(line.id);
      // Beats alone would pile up too, on a board where nothing happens.
      if (!idle && !lagging) this.fallBehind(line, this.current, now);
      if (idle && lagging) this.bringUp(line, lagging.has);
      if (!idle && lagging && now - lagging.since > MAX_LAG_MS) line.drop();
    }
  }

  private fallBehind(line: Line, has: Board | null, now: number): void {
    const lagging = this.lagging.get(line.id);
    if (!lagging) line.leaveRoom();
    this.lagging.set(line.id, { has: lagging && has ? lagging.has : has, since: lagging?.since ?? now });
  }

  private bringUp(line: Line, has: Board | null): void {
    this.lagging.delete(line.id);
    if (has !== this.current) line.send(frameBetween(has, this.current));
    line.enterRoom();
  }
}

function frameBetween(from: Board | null, to: Board): Frame {
  const delta = from && diffBoard(from, to);
  return delta ? { event: 'board:delta', delta } : { event: 'board:snapshot', board: to };
}
