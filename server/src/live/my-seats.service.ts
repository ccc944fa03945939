import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { BoardService } from '../board/board.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { channels as feeds, RedisConnections } from '../platform/redis/index.js';
import type { BoardSocket } from './socket-types.js';

const BEAT_MS = 1000;

interface Seat {
  /** Null for an account that no agent is linked to: it hears beats only. */
  agent: string | null;
  changes: number;
}

/**
 * Agents have no board; each page of theirs has a seat. It hears that something of that agent's has changed, never what: the page asks,
 * and the API says what they may see. As the count is in every beat, a frame that is lost on the way costs a second and no more.
 */
@Injectable()
export class MySeats implements OnApplicationBootstrap {
  private readonly seats = new Map<BoardSocket, Seat>();
  private unsubscribe: (() => void) | undefined;
  private lastPulse = -1;
  private readonly beats = new Loop('my-beat', () => this.beat());

  constructor(
    private readonly boards: BoardService,
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = await this.connections.subscribe(feeds.agents, (agents) => this.nudge(JSON.parse(agents) as string[]));
    this.beats.start();
  }

  close(): Promise<void> {
    this.unsubscribe?.();
    return this.beats.stop();
  }

  join(socket: BoardSocket): void {
    const seat = { agent: socket.data.principal.agent ?? null, changes: 0 };
    this.seats.set(socket, seat);
    this.tell(socket, seat);
  }

  leave(socket: BoardSocket): void {
    this.seats.delete(socket);
  }

  private nudge(agents: readonly string[]): void {
    const named = new Set(agents);
    for (const [socket, seat] of this.seats) {
      if (seat.agent === null || !named.has(seat.agent)) continue;
      seat.changes += 1;
      this.tell(socket, seat);
    }
  }

  /** As on the board: no beat unless the store answers and the sweep behind it has moved on. */
  private async beat(): Promise<number> {
    const began = performance.now();
    if (this.seats.size > 0) {
      const { pulse } = await this.boards.pulse();
      if (pulse !== this.lastPulse) for (const [socket, seat] of this.seats) this.tell(socket, seat);
      this.lastPulse = pulse;
    }
    return Math.max(0, BEAT_MS - 20 - (performance.now() - began));
  }

  /** Volatile: a page that does not read gets fewer beats, never more memory. */
  private tell(socket: BoardSocket, { changes }: Seat): void {
    socket.volatile.emit('me:beat', { at: new Date(this.clock.now()).toISOString(), changes });
  }
}
