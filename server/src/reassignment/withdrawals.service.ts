import { Injectable } from '@nestjs/common';
import type { PolicyDocument } from '@tideboard/contracts';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Lease } from '../platform/redis/index.js';
import { rulesOf, wantedOf } from './approver.service.js';
import { findingsOf } from './findings.js';
import type { Floor } from './floor-reader.service.js';
import { wishes } from './planner.service.js';
import { AUTOMATION } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { decide } from './steps.js';

/** A proposal that the plan does not want for so long (site time) is withdrawn; less would let noise flicker on the wall. */
const UNWANTED_MS = 30_000;

/** Takes back proposals that nobody should say yes to any more. */
@Injectable()
export class Withdrawals {
  /** Since when the plan no longer wants a proposal; losing it at a change of node costs half a minute. */
  private readonly unwanted = new Map<string, number>();

  constructor(
    private readonly store: ReassignmentStore,
    private readonly clock: SiteClock,
    private readonly lease: Lease,
  ) {}

  /** Withdraws proposals that cannot be carried out any more, or that the plan no longer makes. */
  async withdraw(floor: Floor, policy: PolicyDocument): Promise<void> {
    const { now } = floor.snapshot;
    const mine = floor.records.filter(({ decision, actor }) => decision === 'proposed' && actor === AUTOMATION);
    for (const id of this.unwanted.keys()) if (!mine.some((record) => record.id === id)) this.unwanted.delete(id);
    if (mine.length === 0) return;
    const wanted = wishes(floor, policy);
    for (const record of mine) {
      const against = findingsOf(floor.snapshot, wantedOf(record), rulesOf(policy.limits))[0];
      const since = wanted(record) ? null : (this.unwanted.get(record.id) ?? now);
      if (since === null) this.unwanted.delete(record.id);
      else this.unwanted.set(record.id, since);
      const unwanted = since !== null && now - since >= UNWANTED_MS;
      // oxlint-disable-next-line no-await-in-loop -- a handful
      if (against || unwanted) await this.one(record.id, against?.code ?? 'no_longer_wanted');
    }
  }

  async one(id: string, note: string): Promise<void> {
    await this.store.update(
      id,
      (seen) => decide(seen, { event: 'expire', by: AUTOMATION, now: this.clock.now(), note }),
      this.lease.fencing,
    );
  }
}
