import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { BoardTrend } from '@tideboard/contracts';
import { counterName } from '@tideboard/domain';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { keys, Lease, RedisConnections } from '../platform/redis/index.js';

const MINUTE_MS = 60_000;
const MINUTES = 60;
/** A fast test clock passes minutes between two looks; so many of them may be filled with what is seen now. */
const MAX_FILL_REAL_MS = 2000;

type Sample = Record<string, number>;

/**
 * The last hour of pending, minute by minute, kept in the store so that a screen that was just switched on has it at once. Beside the
 * board and not in it: a minute that passes is no change of the board.
 */
@Injectable()
export class TrendService implements OnApplicationBootstrap, OnModuleDestroy {
  private samples = new Map<number, Sample>();
  private readonly listeners = new Set<() => void>();
  private lastMinute = 0;
  private lastLook = 0;
  private readonly loop = new Loop('trend', () => this.turn());

  constructor(
    private readonly connections: RedisConnections,
    private readonly lease: Lease,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  /** Calls `listener` after each minute of the site clock that has been kept. */
  onMinute(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The trend of the named channels (null: all) up to the last full minute. */
  trend(visible: readonly string[] | null): BoardTrend {
    const last = this.lastMinute || Math.floor(this.clock.now() / MINUTE_MS);
    const minutes = Array.from({ length: MINUTES }, (_, i) => last - MINUTES + 1 + i);
    const shown = this.directory.channels().filter(({ id }) => visible === null || visible.includes(id));
    return {
      endsAt: new Date(last * MINUTE_MS).toISOString(),
      channels: Object.fromEntries(shown.map(({ id }) => [id, minutes.map((minute) => this.samples.get(minute)?.[id] ?? null)])),
    };
  }

  private async turn(): Promise<number> {
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    if (minute !== this.lastMinute) {
      if (await this.lease.held()) await this.keep(minute);
      await this.load(minute);
      this.lastMinute = minute;
      for (const listener of this.listeners) listener();
    }
    this.lastLook = performance.now();
    return Math.min(1000, Math.max(50, this.clock.realMsUntil((minute + 1) * MINUTE_MS)));
  }

  private async keep(minute: number): Promise<void> {
    const { main } = this.connections;
    const ids = this.directory.channels().map(({ id }) => id);
    if (ids.length === 0) return;
    const values = await main.hmget(keys.gauges, ...ids.map((id) => counterName(id, 'pending')));
    const sample = JSON.stringify(Object.fromEntries(ids.map((id, i) => [id, Number(values[i] ?? 0)])));
    const watched = this.lastLook > 0 && performance.now() - this.lastLook < MAX_FILL_REAL_MS;
    const from = watched ? Math.max(this.lastMinute + 1, minute - MINUTES + 1) : minute;
    const kept = Array.from({ length: minute - from + 1 }, (_, i) => from + i);
    await main.hset(keys.trend, ...kept.flatMap((m) => [String(m), sample]));
  }

  private async load(minute: number): Promise<void> {
    const { main } = this.connections;
    const stored = await main.hgetall(keys.trend);
    const old = Object.keys(stored).filter((m) => Number(m) <= minute - MINUTES || Number(m) > minute);
    if (old.length > 0 && (await this.lease.held())) await main.hdel(keys.trend, ...old);
    this.samples = new Map(Object.entries(stored).map(([m, sample]) => [Number(m), JSON.parse(sample) as Sample]));
  }
}
