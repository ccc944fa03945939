import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Site } from '@tideboard/contracts';
import {
  type AlertRule,
  type CountRow,
  slotOf,
  type Spike,
  SPIKE_DAYS,
  SPIKE_METRICS,
  SPIKE_RULE,
  spikeAlertRule,
  spikeCases,
  spikesAt,
} from '@tideboard/domain';
import { DateTime } from 'luxon';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { topicNames } from '../reports/asked-reports.js';
import { HistoryService } from '../reports/history.service.js';
import type { Watch } from './alert-rules.js';
import { countRows } from './count-rows.js';

/** One look a site minute; on a fast clock never more often than this (real ms), and never more than a twentieth of the machine. */
const LOOK_EVERY_MS = 60_000;
const LOOK_LEAST_MS = 1000;
const SHARE = 20;
/** After a first look, which may have to cut a month of days, nobody waits longer than this (real ms). */
const LOOK_MOST_MS = 300_000;
/** Nothing is known: the machine neither raises nor clears. */
const UNKNOWN: AlertRule = { rising: true, warn: null, breach: null, release: 0, forSeconds: 0 };

/** Holds what has come in lately against the same hour of earlier weeks; on the node that holds the lease. */
@Injectable()
export class EarlyWarning implements OnApplicationBootstrap, OnModuleDestroy {
  /** Each day as it was last counted, and of which of its changes. */
  private days = new Map<string, { of: string; rows: readonly CountRow[] }>();
  private spikes: ReadonlyMap<string, Spike> = new Map();
  private readonly loop = new Loop('early-warning', () => this.turn(), LOOK_EVERY_MS);

  constructor(
    private readonly history: HistoryService,
    private readonly directory: DirectoryService,
    private readonly lease: Lease,
    private readonly clock: SiteClock,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  /** A channel's early warnings as of the last look; all of them are there, also where nothing is known. */
  watches(channel: string): Watch[] {
    return SPIKE_METRICS.map((metric) => {
      const spike = this.spikes.get(`${channel}:${metric}`);
      return spike ? watchOf(spike, this.directory.site()) : { metric, rule: UNKNOWN, value: null };
    });
  }

  private async turn(): Promise<number> {
    const began = performance.now();
    if (await this.lease.held()) await this.look();
    else this.spikes = new Map();
    const everyMs = Math.max(LOOK_LEAST_MS, Math.min(LOOK_EVERY_MS, LOOK_EVERY_MS / this.clock.rate));
    return Math.max(everyMs, Math.min(LOOK_MOST_MS, (performance.now() - began) * SHARE));
  }

  private async look(): Promise<void> {
    const { timeZone } = this.directory.site();
    const now = this.clock.now();
    const local = DateTime.fromMillis(now, { zone: timeZone });
    // Business days are up to a day off the wall clock's: one more at each end.
    const wanted = Array.from({ length: SPIKE_DAYS + 3 }, (_, i) => local.plus({ days: 1 - i }).toISODate()!);
    const changes = await this.history.changes();
    const held = new Map<string, { of: string; rows: readonly CountRow[] }>();
    for (const day of wanted) {
      const of = changes.get(day);
      if (of === undefined) continue;
      const known = this.days.get(day);
      // oxlint-disable-next-line no-await-in-loop -- one day after the other: cells of a month at once are a lot of memory
      held.set(day, known?.of === of ? known : await this.count(day, of, timeZone));
    }
    this.days = held;
    const slot = slotOf(now, local.offset * 60_000);
    const rows = [...held.values()].flatMap((day) => day.rows);
    this.spikes = new Map(spikesAt(spikeCases(rows, slot), slot).map((spike) => [`${spike.channel}:${spike.metric}`, spike]));
  }

  /** A cut that is known to be out of date is asked for again at the next look. */
  private async count(day: string, of: string, timeZone: string): Promise<{ of: string; rows: readonly CountRow[] }> {
    const before = this.clock.now();
    const { cells, asOf } = await this.history.range(day, day, '5min');
    return { of: asOf < before ? '' : of, rows: countRows(cells, timeZone) };
  }
}

function watchOf(spike: Spike, site: Site): Watch {
  const { metric, observed, expected, low, high, weeks, score, kinds, topics } = spike;
  const named = topics.map(({ topic, ...of }) => ({ topic, name: topicNames(site).get(topic) ?? null, ...of }));
  const windowSeconds = SPIKE_RULE.windowSlots * 300;
  return {
    metric,
    rule: spikeAlertRule(spike),
    value: observed,
    evidence: {
      observed,
      expected,
      low,
      high,
      windowSeconds,
      weeks,
      score,
      kinds,
      ...(named.length > 0 ? { topics: named } : {}),
    },
  };
}
