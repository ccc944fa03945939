import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { restamp } from '../board/draw.js';
import { BoardService } from '../board/board.service.js';
import { type Reader, readerKey, readerOf } from '../board/reader.js';
import { TrendService } from '../board/trend.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { WEB_BUILD } from '../platform/http/web-app.js';
import { Loop } from '../platform/loop.js';
import { Audience, type Frame, type Line } from './audience.js';
import type { BoardNamespace, BoardSocket } from './socket-types.js';

const BEAT_MS = 1000;
const CATCH_UP_MS = 200;
/** Bytes that may wait in a socket before its screen counts as behind. */
const MAX_BUFFERED = 64 * 1024;

/** Brings this node's board to this node's screens: one frame for everyone of an audience, a beat each second. */
@Injectable()
export class LiveHub implements OnApplicationBootstrap {
  private namespace: BoardNamespace | null = null;
  private readonly audiences = new Map<string, { reader: Reader; audience: Audience }>();
  private lastPulse = -1;
  private readonly beats = new Loop('beat', () => this.beat());
  private readonly catchUps = new Loop('catch-up', async () => {
    for (const { audience } of this.audiences.values()) audience.catchUp(performance.now());
    return CATCH_UP_MS;
  });

  constructor(
    private readonly boards: BoardService,
    private readonly trends: TrendService,
    private readonly clock: SiteClock,
  ) {}

  open(namespace: BoardNamespace): void {
    this.namespace = namespace;
  }

  onApplicationBootstrap(): void {
    this.boards.onChange(() => this.advance());
    this.trends.onMinute(() => this.sendTrends());
    this.beats.start();
    this.catchUps.start();
  }

  async close(): Promise<void> {
    await Promise.all([this.beats.stop(), this.catchUps.stop()]);
    this.namespace?.disconnectSockets(true);
  }

  join(socket: BoardSocket): void {
    const reader = readerOf(socket.data.principal);
    const board = this.boards.view(reader);
    // The first reading takes milliseconds; a client that is sent away comes back by itself.
    if (!board) return void socket.disconnect(true);
    const room = roomOf(reader);
    const entry = this.audiences.get(room) ?? { reader, audience: new Audience(board, (frame) => this.broadcast(room, frame)) };
    this.audiences.set(room, entry);
    socket.emit('board:build', { id: WEB_BUILD });
    this.emit(socket, { event: 'board:snapshot', board: entry.audience.board });
    socket.emit('board:trend', this.trends.trend(reader.channels));
    entry.audience.add(this.lineOf(socket, room));
  }

  leave(socket: BoardSocket): void {
    if (!socket.data.principal) return;
    const room = roomOf(readerOf(socket.data.principal));
    const entry = this.audiences.get(room);
    entry?.audience.remove(socket.id);
    if (entry?.audience.size === 0) this.audiences.delete(room);
  }

  resync(socket: BoardSocket): void {
    this.audiences.get(roomOf(readerOf(socket.data.principal)))?.audience.resync(socket.id, performance.now());
  }

  private advance(): void {
    for (const { reader, audience } of this.audiences.values()) {
      const board = this.boards.view(reader);
      if (board) audience.advance(board, performance.now());
    }
  }

  /** No beat unless the store answers and the sweep behind it has moved on: silence is what tells a screen that it is stale. */
  private async beat(): Promise<number> {
    const began = performance.now();
    const { pulse } = await this.boards.pulse();
    this.advance();
    if (pulse !== this.lastPulse) {
      const at = new Date(this.clock.now()).toISOString();
      for (const [room, { audience }] of this.audiences) {
        this.namespace!.to(room).emit('board:beat', { epoch: audience.board.epoch, rev: audience.board.rev, at });
      }
    }
    this.lastPulse = pulse;
    return Math.max(0, BEAT_MS - 20 - (performance.now() - began));
  }

  private sendTrends(): void {
    for (const [room, { reader }] of this.audiences)
      this.namespace!.to(room).emit('board:trend', this.trends.trend(reader.channels));
  }

  private broadcast(room: string, frame: Frame): void {
    this.emit(this.namespace!.to(room), frame);
  }

  /** A snapshot says the time at which it leaves; it may have been drawn a while ago. */
  private emit(to: Pick<BoardSocket, 'emit'>, frame: Frame): void {
    if (frame.event === 'board:delta') to.emit('board:delta', frame.delta);
    else to.emit('board:snapshot', restamp(frame.board, this.clock.now()));
  }

  private lineOf(socket: BoardSocket, room: string): Line {
    const connection = socket.conn as unknown as { writeBuffer: unknown[]; transport: { socket: Wire } };
    return {
      id: socket.id,
      idle: () => connection.writeBuffer.length === 0 && connection.transport.socket.bufferedAmount < MAX_BUFFERED,
      send: (frame) => this.emit(socket, frame),
      enterRoom: () => void socket.join(room),
      leaveRoom: () => void socket.leave(room),
      // Not `disconnect`: that waits until what is buffered has left, which it never will.
      drop: () => connection.transport.socket.terminate(),
    };
  }
}

/** What of the `ws` socket under a transport is needed here. */
interface Wire {
  bufferedAmount: number;
  terminate(): void;
}

/** Rooms are the server's to name: nothing that a client sends ends up in one. */
const roomOf = (reader: Reader): string => `board:${readerKey(reader)}`;
