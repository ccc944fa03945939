import { Injectable } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Lease } from '../platform/redis/index.js';
import { Approver } from './approver.service.js';
import { isPaused } from './control.js';
import { ControlStore } from './control-store.js';
import { FloorReader } from './floor-reader.service.js';
import { wishes } from './planner.service.js';
import { AUTOMATION, type ReassignmentRecord } from './record.js';
import { Withdrawals } from './withdrawals.service.js';

/** Carries out what nobody has vetoed within its countdown. Not on the tick but whenever asked: a countdown must end on time. */
@Injectable()
export class Countdowns {
  constructor(
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly approver: Approver,
    private readonly withdrawals: Withdrawals,
    private readonly clock: SiteClock,
    private readonly lease: Lease,
  ) {}

  async end(open: readonly ReassignmentRecord[]): Promise<void> {
    const now = this.clock.now();
    const due = open.filter(({ decision, executesAt }) => decision === 'proposed' && executesAt !== null && now >= executesAt);
    if (due.length === 0) return;
    const { policy, pause } = await this.control.read();
    for (const { id } of due) {
      // oxlint-disable no-await-in-loop -- each stands on the floor that the one before leaves
      if (isPaused(pause, now) || (policy.mode !== 'confirm' && policy.mode !== 'auto')) {
        await this.withdrawals.one(id, isPaused(pause, now) ? 'paused' : 'mode_changed');
        continue;
      }
      const floor = await this.floors.read();
      const record = floor.records.find((candidate) => candidate.id === id);
      if (record && !wishes(floor, policy)(record)) await this.withdrawals.one(id, 'no_longer_wanted');
      else await this.approver.approve(id, { by: AUTOMATION, floor: floor.snapshot, fence: this.lease.fencing });
      // oxlint-enable no-await-in-loop
    }
  }
}
