import { Injectable } from '@nestjs/common';
import type { Board } from '@tideboard/contracts';
import { BoardService } from '../board/board.service.js';
import { EVERYTHING } from '../board/reader.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { ControlStore } from './control-store.js';
import { agentSnapshot, channelSnapshot, type NamedSnapshot, type Samples } from './floor.js';
import { historyOf, ordersOf } from './history.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

const WINDOWS = { m1: 60, m5: 300, m15: 900, m60: 3600 } as const;
const KEPT_MS = 2 * 3_600_000;
const HANDLED_KEPT = 30;
const ORDERS_MS = 30 * 60_000;

/** The floor at one instant, and what it was read from. */
export interface Floor {
  snapshot: NamedSnapshot;
  board: Board | null;
  /** Open records and those of the business day. */
  records: ReassignmentRecord[];
}

/** Reads the floor for `plan`. */
@Injectable()
export class FloorReader {
  constructor(
    private readonly connections: RedisConnections,
    private readonly boards: BoardService,
    private readonly directory: DirectoryService,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    private readonly tickets: TicketStore,
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
  ) {}

  async read(): Promise<Floor> {
    const now = this.clock.now();
    const dayStart = this.policies.current().policy.dayOf(now).from;
    const [board, agents, open, closed, samples, { policy }] = await Promise.all([
      this.boards.read(EVERYTHING),
      this.tickets.agents(),
      this.store.open(),
      this.store.closedSince(Math.min(dayStart, now - ORDERS_MS)),
      this.samples(now),
      this.control.read(),
    ]);
    const records = [...[...open.values()].map(({ record }) => record), ...closed];
    const histories = historyOf(records, dayStart);
    const channels = this.directory.channels();
    const known = new Set(channels.map(({ id }) => id));
    const shown = new Map(board?.channels.map((channel) => [channel.id, channel]));
    return {
      board,
      records,
      snapshot: {
        now,
        dataAgeSeconds: board ? Math.max(0, (this.clock.now() - Date.parse(board.at)) / 1000) : null,
        channels: channels.map((channel) =>
          channelSnapshot({
            channel,
            board: shown.get(channel.id),
            samples: samples.byChannel.get(channel.id)!,
            observedSeconds: samples.observedSeconds,
            minStaff: policy.minStaff[channel.id],
          }),
        ),
        agents: [...agents].flatMap(
          ([id, { facts }]) => agentSnapshot({ id, facts, history: histories.get(id), channels: known, now }) ?? [],
        ),
        orders: records.flatMap(ordersOf).filter(({ at }) => (at ?? 0) > now - ORDERS_MS),
      },
    };
  }

  /** Forgets samples that no window reaches any more. */
  async trim(): Promise<void> {
    const pipeline = this.connections.main.pipeline();
    for (const { id } of this.directory.channels()) {
      pipeline.zremrangebyscore(keys.arrivals(id), '-inf', this.clock.now() - KEPT_MS);
      pipeline.zremrangebyrank(keys.handled(id), 0, -2 * HANDLED_KEPT - 1);
    }
    await pipeline.exec();
  }

  /** `observedSeconds`: since the first look, or since the oldest arrival: a history that was fed in has been observed too. */
  private async samples(now: number): Promise<{ byChannel: Map<string, Samples>; observedSeconds: number }> {
    const channels = this.directory.channels();
    const pipeline = this.connections.main.pipeline().hsetnx(keys.meta, 'observedSince', now).hget(keys.meta, 'observedSince');
    for (const { id } of channels) {
      pipeline.zrange(keys.arrivals(id), '0', '0', 'WITHSCORES').zrange(keys.handled(id), String(-HANDLED_KEPT), '-1');
      for (const seconds of Object.values(WINDOWS)) pipeline.zcount(keys.arrivals(id), `(${now - seconds * 1000}`, now);
    }
    const [, since, ...answers] = (await pipeline.exec())!.map(([error, answer]) => {
      if (error) throw error;
      return answer;
    });
    let first = Number(since);
    const byChannel = new Map<string, Samples>();
    for (const [i, { id }] of channels.entries()) {
      const [oldest, handled, m1, m5, m15, m60] = answers.slice(i * 6) as [string[], string[], number, number, number, number];
      if (oldest[1] !== undefined) first = Math.min(first, Number(oldest[1]));
      byChannel.set(id, {
        arrivals: { m1, m5, m15, m60 },
        handled: handled.map((member) => Number(member.split('|', 1)[0]) / 1000),
      });
    }
    return { byChannel, observedSeconds: Math.max(0, (now - first) / 1000) };
  }
}
