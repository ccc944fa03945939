import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { NOW } from '@tideboard/domain';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { unpackTicket } from '../tickets/record.js';
import { HistoryService } from './history.service.js';
import { expired } from './rollup-retention.js';
import { RollupStore } from './rollup-store.js';
import { SceneService } from './scene.service.js';

const LOOK_EVERY_MS = 1000;
/** A day is cut ahead of its first reader once it has been left alone for so long: while events pour in that would be for nothing. */
const SETTLED_MS = 2000;
/** And for as many times what its last cut took: today is left alone for a moment all day long, and must not eat the machine. */
const PATIENCE = 50;
const TRIM_EVERY_MS = 600_000;

interface Seen {
  /** How often the day had changed. */
  of: string;
  since: number;
  done: boolean;
  costMs: number;
}

/** Cuts days ahead of their readers and lets old grains go, on the node that holds the lease. */
@Injectable()
export class HistoryKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly seen = new Map<string, Seen>();
  private trimmed = { by: '', at: -Infinity };
  private readonly loop = new Loop('history', async () => {
    if (await this.lease.held()) await this.turn();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly store: RollupStore,
    private readonly history: HistoryService,
    private readonly scenes: SceneService,
    private readonly lease: Lease,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<void> {
    await this.store.adopt((record) => Object.keys(unpackTicket(record).applied.amounts).filter((bucket) => bucket !== NOW));
    const changes = await this.history.changes();
    for (const [day, of] of [...changes].toSorted(([a], [b]) => (a < b ? 1 : -1))) {
      const seen = this.seen.get(day);
      if (seen?.of !== of) this.seen.set(day, { of, since: performance.now(), done: false, costMs: seen?.costMs ?? 0 });
      else if (!seen.done && performance.now() - seen.since > Math.max(SETTLED_MS, seen.costMs * PATIENCE)) {
        const began = performance.now();
        // oxlint-disable-next-line no-await-in-loop -- one day after the other: readers and events come first
        await this.history.refresh(day, of);
        Object.assign(seen, { done: true, costMs: performance.now() - began });
      }
    }
    await this.trim([...changes.keys()]);
  }

  private async trim(days: readonly string[]): Promise<void> {
    const kept = this.scenes.retention();
    const said = JSON.stringify(kept);
    if (said === this.trimmed.by && performance.now() - this.trimmed.at < TRIM_EVERY_MS) return;
    await this.store.remove(expired(days, { today: this.scenes.today(), kept }));
    this.trimmed = { by: said, at: performance.now() };
  }
}
