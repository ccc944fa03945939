import { Injectable } from '@nestjs/common';
import type { Cell, RollupGrain } from '@tideboard/domain';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { frozenField, packCells, type PackedCells, unpackCells } from '../tickets/frozen-day.js';

/** A business day as it was last cut. */
export interface DayCells {
  /** How often the day had changed when it was begun to be cut: another number in the store means that it is out of date. */
  of: string;
  /** The site clock then (epoch ms). */
  at: number;
  /** The set of definitions that it was counted by. */
  definitions: string;
  /** Tickets of the day were let go and nothing so fine was kept of them: the cells are those of the whole day. */
  lacking: boolean;
  cells: readonly Cell[];
}

const FIRST_DEFINITIONS = '2026-11-22';

type Packed = { of: string; at: number; d?: string; l?: 1; c: PackedCells };

/** What lies in the store of history beside the tickets: days cut into cells, and how often each day has changed. */
@Injectable()
export class RollupStore {
  constructor(private readonly connections: RedisConnections) {}

  /** How often each business day has changed; days with nothing in them are not named. */
  async changes(): Promise<Map<string, string>> {
    return new Map(Object.entries(await this.connections.main.hgetall(keys.dayChanges)));
  }

  /** Which of the channels anything was ever heard of. */
  async fed(channels: readonly string[]): Promise<Set<string>> {
    if (channels.length === 0) return new Set();
    const heard = await this.connections.main.hmget(keys.gauges, ...channels.map((id) => `${id}:fed`));
    return new Set(channels.filter((_, i) => heard[i] !== null));
  }

  async load(day: string, grain: RollupGrain): Promise<DayCells | null> {
    const text = await this.connections.main.get(keys.rollup(grain, day));
    return text === null ? null : unpack(day, text);
  }

  async save(day: string, grains: ReadonlyMap<RollupGrain, DayCells>): Promise<void> {
    const multi = this.connections.main.multi();
    for (const [grain, cut] of grains) multi.set(keys.rollup(grain, day), pack(cut));
    await multi.exec();
  }

  /** Tickets that the day's counts come from, as they are stored. */
  async *tickets(day: string): AsyncGenerator<string[]> {
    const { main } = this.connections;
    for (let cursor: string | null = '0'; cursor !== null; ) {
      // oxlint-disable no-await-in-loop -- each page begins where the one before ended
      const [next, ids]: [string, string[]] = await main.sscan(keys.dayTickets(day), cursor, 'COUNT', 300);
      if (ids.length > 0) yield (await main.hmget(keys.tickets, ...ids)).filter((stored) => stored !== null);
      // oxlint-enable no-await-in-loop
      cursor = next === '0' ? null : next;
    }
  }

  /** Takes cuts away, and what is frozen in their grains; whole days of which tickets are left are cut again when somebody asks. */
  async remove(rollups: readonly [grain: RollupGrain, day: string][]): Promise<void> {
    if (rollups.length === 0) return;
    const { main } = this.connections;
    await main.unlink(...rollups.map(([grain, day]) => keys.rollup(grain, day)));
    const finer = rollups.filter(([grain]) => grain !== 'day').map(([grain, day]) => frozenField(grain, day));
    if (finer.length > 0) await main.hdel(keys.frozenDays, ...finer);
    const days = rollups.flatMap(([grain, day]) => (grain === 'day' ? [day] : []));
    const left = await Promise.all(days.map((day) => main.exists(keys.dayTickets(day))));
    const over = days.filter((_, i) => left[i] === 0);
    if (over.length === 0) return;
    const frozen = over.map((day) => frozenField('day', day));
    // Their counters have come back to nothing with the last of their tickets.
    const counters = over.map((day) => keys.day(day));
    await main
      .multi()
      .hdel(keys.frozenDays, ...frozen)
      .hdel(keys.dayChanges, ...over)
      .unlink(...counters)
      .exec();
  }

  /**
   * Makes the lists of a store that an older build wrote: which tickets each day's counts come from. Counts of the present build that the
   * older one did not know come with the next judging of each ticket.
   */
  async adopt(days: (record: string) => string[]): Promise<void> {
    const { main } = this.connections;
    if ((await main.hget(keys.meta, 'history')) === FORMAT) return;
    const touched = new Set<string>();
    for (let cursor: string | null = '0'; cursor !== null; ) {
      // oxlint-disable no-await-in-loop -- each page begins where the one before ended
      const [next, pairs]: [string, string[]] = await main.hscan(keys.tickets, cursor, 'COUNT', 500);
      const entered = new Map<string, string[]>();
      for (let i = 0; i < pairs.length; i += 2)
        for (const day of days(pairs[i + 1]!)) entered.set(day, [...(entered.get(day) ?? []), pairs[i]!]);
      for (const [day, ids] of entered) {
        await main.sadd(keys.dayTickets(day), ...ids);
        touched.add(day);
      }
      // oxlint-enable no-await-in-loop
      cursor = next === '0' ? null : next;
    }
    const multi = main.multi().hset(keys.meta, { history: FORMAT });
    for (const day of touched) multi.hincrby(keys.dayChanges, day, 1);
    await multi.exec();
  }
}

/** Changes when the lists of a store that was written before would not do. */
const FORMAT = '1';

function pack({ of, at, definitions, lacking, cells }: DayCells): string {
  return JSON.stringify({ of, at, d: definitions, ...(lacking ? { l: 1 } : {}), c: packCells(cells) } satisfies Packed);
}

function unpack(day: string, text: string): DayCells {
  const { of, at, d, l, c } = JSON.parse(text) as Packed;
  // A build that did not write it knew the first set only.
  return { of, at, definitions: d ?? FIRST_DEFINITIONS, lacking: l === 1, cells: unpackCells(day, c) };
}
