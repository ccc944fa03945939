import { Injectable } from '@nestjs/common';
import { type Fact, isTerminal, readAgent } from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Lease } from '../platform/redis/index.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { ControlStore } from './control-store.js';
import { Executor, isDue } from './executor.service.js';
import { recordState, type ReassignmentRecord } from './record.js';
import { ReassignmentStore, type Seen } from './reassignment-store.js';
import { Scorer } from './scorer.service.js';
import { look, type Sights } from './sightings.js';
import { decide } from './steps.js';

/** What is over stays on the board for so long (site time), so that everybody sees how it ended. */
const LINGER_MS = 15 * 60_000;
/** What no job has woken is found after this long (real ms). */
const SWEEP_EVERY_MS = 30_000;

/** Keeps what is open going: sees who arrived, ends loans, withdraws stale proposals, finds lost jobs. Runs on the holder of the lease. */
@Injectable()
export class Keeper {
  private sweptAt = -Infinity;

  constructor(
    private readonly store: ReassignmentStore,
    private readonly tickets: TicketStore,
    private readonly control: ControlStore,
    private readonly executor: Executor,
    private readonly scorer: Scorer,
    private readonly clock: SiteClock,
    private readonly lease: Lease,
  ) {}

  /** One round over everything that is open; returns what is open after it. */
  async round(): Promise<ReassignmentRecord[]> {
    const open = [...(await this.store.open()).values()];
    if (open.length === 0) return [];
    const sights = await this.sights(open.map(({ record }) => record));
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
      if (next?.entries.some(isDue)) await this.executor.wake(next);
    }
    const { forecast, score, executedAt, closedAt } = record;
    const toScore = forecast !== null && score === null && executedAt !== null;
    if (toScore && now >= forecast.dueAt) await this.scorer.score(record, now, fence);
    if (isTerminal(recordState(record)) && !toScore && now - (closedAt ?? now) > LINGER_MS) await this.store.archive(seen, fence);
  }

  private async sweep(open: readonly Seen[]): Promise<void> {
    if (performance.now() - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = performance.now();
    const lost = open.filter(({ record }) => record.decision === 'approved' && record.entries.some(isDue));
    await Promise.all(lost.map(({ record }) => this.executor.wake(record)));
    // A lock that outlives its holder ends soon after the sweep: come back for it, and not only in half a minute.
    const waiting = open.some(
      ({ record }) =>
        record.decision === 'approved' &&
        record.entries.some(({ leg, status }) => leg.notBeforeReal > Date.now() && (status === 'sent' || status === 'returning')),
    );
    if (waiting) this.sweptAt = performance.now() - SWEEP_EVERY_MS + 2000;
  }

  private async sights(records: readonly ReassignmentRecord[]): Promise<Sights> {
    const entries = records.filter(({ decision }) => decision === 'approved').flatMap((record) => record.entries);
    const agentIds = [...new Set(entries.flatMap(({ agent }) => agent ?? []))];
    const ticketIds = [...new Set(entries.flatMap(({ tickets }) => tickets ?? []))];
    const [{ agents, tickets }, { policy }] = await Promise.all([this.tickets.records(ticketIds, agentIds), this.control.read()]);
    const now = this.clock.now();
    return {
      now,
      confirmSeconds: policy.confirmSeconds,
      agents: new Map(
        [...agents].map(([id, { facts }]) => {
          const { channel, shiftEndsAt } = readAgent(facts, now);
          return [id, { channel, shiftEndsAt }];
        }),
      ),
      tickets: new Map([...tickets].map(([id, { facts }]) => [id, channelOf(facts, now)])),
    };
  }
}

const channelOf = (facts: readonly Fact[], now: number): string | undefined =>
  facts.filter(({ at, channel }) => at <= now && channel !== undefined).at(-1)?.channel;
