import { Injectable } from '@nestjs/common';
import type { Retention } from '@tideboard/contracts';
import { AlertStore } from '../alerts/alert-store.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ReassignmentStore } from '../reassignment/reassignment-store.js';
import { keptGrains } from '../reports/rollup-retention.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketTrimmer } from '../tickets/ticket-trimmer.service.js';

const DAY_MS = 86_400_000;

/** Lets alerts, reassignments and tickets that are over go. Their instants are the site clock's, and so is their age. */
@Injectable()
export class PastTrimmer {
  constructor(
    private readonly alerts: AlertStore,
    private readonly reassignments: ReassignmentStore,
    private readonly tickets: TicketTrimmer,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  /** One small step; false when nothing is left that is older than it may be. */
  async step(kept: Required<Retention>): Promise<boolean> {
    const now = this.clock.now();
    await this.alerts.forget(now - kept.alertDays * DAY_MS);
    return this.reassignments.forget(now - kept.reassignmentDays * DAY_MS);
  }

  /** The same for tickets. Their events go first: the log is trimmed before this is asked for. */
  async stepTickets(kept: Required<Retention>): Promise<boolean> {
    const { policy } = this.policies.current();
    const now = this.clock.now();
    const at = now - Math.max(kept.ticketDays, kept.eventLogDays) * DAY_MS;
    const today = policy.dayOf(now).date;
    return this.tickets.step({
      before: { at, day: policy.dayOf(at).date },
      grainsOf: (day) => keptGrains(day, { today, kept }),
    });
  }
}
