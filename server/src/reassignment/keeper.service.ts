import { Injectable } from '@nestjs/common';
import { isTerminal } from '@tideboard/domain';
import { Lease } from '../platform/redis/index.js';
import { dueOf } from './command.js';
import { Executor } from './executor.service.js';
import { recordState, type ReassignmentRecord } from './record.js';
import { ReassignmentStore, type Seen } from './reassignment-store.js';
import { Scorer } from './scorer.service.js';
import { SightReader } from './sight-reader.service.js';
import { look, type Sights } from './sightings.js';
import { decide } from './steps.js';

/** What is over stays on the board for so long (site time), so that everybody sees how it ended. */
const LINGER_MS = 15 * 60_000;
/** What no job has woken is found after this long (real ms). Who is woken for nothing claims nothing. */
const SWEEP_EVERY_MS = 5000;

/** Keeps what is open going: sees who arrived, ends loans, withdraws stale proposals, finds lost jobs. Runs on the holder of the lease. */
@Injectable()
export class Keeper {
  private sweptAt = -Infinity;

  constructor(
    private readonly store: ReassignmentStore,
    private readonly sights: SightReader,
    private readonly executor: Executor,
    private readonly scorer: Scorer,
    private readonly lease: Lease,
  ) {}

  /** One round over everything that is open; returns what is open after it. */
  async round(): Promise<ReassignmentRecord[]> {
    const open = [...(await this.store.open()).values()];
    if (open.length === 0) return [];
    const sights = await this.sights.read(open.map(({ record }) => record));
    for (const seen of open) {
      // oxlint-disable-next-line no-await-in-loop -- records share agents: one after the other
      await this.keep(seen, sights);
    }
    await this.sweep(open);
    return open.map(({ record }) => record);
  }

  /** The next sweep comes with the next round: another node may have left things behind. */
  tookOver(): void {
    this.sweptAt = -Infinity;
  }

  private async keep(seen: Seen, sights: Sights): Promise<void> {
    const { record } = seen;
    const { now } = sights;
    const fence = this.lease.fencing;
    if (record.decision === 'proposed') {
      if (record.expiresAt !== null && now >= record.expiresAt)
        await this.store.update(
          record.id,
          (held) => decide(held, { event: 'expire', by: 'automation', now, note: 'nobody_answered' }),
          fence,
        );
      return;
    }
    if (look(record, sights) !== record) {
      const next = await this.store.update(record.id, (held) => look(held, sights), fence);
      if (next && dueOf(next).length > 0) await this.executor.wake(next);
    }
    const { forecast, score, executedAt, closedAt } = record;
    const toScore = forecast !== null && score === null && executedAt !== null;
    if (toScore && now >= forecast.dueAt) await this.scorer.score(record, now, fence);
    if (isTerminal(recordState(record)) && !toScore && now - (closedAt ?? now) > LINGER_MS) await this.store.archive(seen, fence);
  }

  private async sweep(open: readonly Seen[]): Promise<void> {
    if (performance.now() - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = performance.now();
    const lost = open.filter(({ record }) => record.decision === 'approved' && dueOf(record).length > 0);
    await Promise.all(lost.map(({ record }) => this.executor.wake(record)));
  }
}
