import { Injectable } from '@nestjs/common';
import type { Retention } from '@tideboard/contracts';
import { AlertStore } from '../alerts/alert-store.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ReassignmentStore } from '../reassignment/reassignment-store.js';

const DAY_MS = 86_400_000;

/** Lets alerts and reassignments that are over go. Their instants are the site clock's, and so is their age. */
@Injectable()
export class PastTrimmer {
  constructor(
    private readonly alerts: AlertStore,
    private readonly reassignments: ReassignmentStore,
    private readonly clock: SiteClock,
  ) {}

  /** One small step; false when nothing is left that is older than it may be. */
  async step({ alertDays, reassignmentDays }: Required<Retention>): Promise<boolean> {
    const now = this.clock.now();
    await this.alerts.forget(now - alertDays * DAY_MS);
    return this.reassignments.forget(now - reassignmentDays * DAY_MS);
  }
}
