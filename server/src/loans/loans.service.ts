import { Injectable } from '@nestjs/common';
import { DEFINITIONS_VERSION, type LoansReport } from '@tideboard/contracts';
import { startOfDay } from '@tideboard/domain';
import { mayRead, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { sees } from '../reassignment/own.js';
import { ReassignmentStore } from '../reassignment/reassignment-store.js';
import type { Period } from '../reports/period.js';
import { PolicyService } from '../tickets/policy.service.js';
import { loansReport } from './loans-report.js';

/** Loans of a period that the reader may see: those that begin or end on one of their channels. */
@Injectable()
export class LoansService {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly directory: DirectoryService,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  today(): string {
    return this.dayOf(this.clock.now());
  }

  /** @throws ProblemError 404 for a channel out of reach */
  async report(caller: Principal, period: Period, channel: string | null): Promise<LoansReport> {
    if (channel !== null && !(this.directory.channel(channel) && mayRead(caller, channel)))
      throw new ProblemError(404, 'not_found', 'There is no such channel.');
    const site = this.directory.site();
    const now = this.clock.now();
    const [open, closed] = [await this.store.open(), await this.store.closedSince(startOfDay(period.from, site))];
    // One that is over lingers among the open ones for a moment.
    const records = new Map([...closed, ...[...open.values()].map(({ record }) => record)].map((each) => [each.id, each]));
    const wanted = [...records.values()].filter(
      (record) => sees(caller, record) && (channel === null || record.from === channel || record.to === channel),
    );
    return loansReport(wanted, {
      head: {
        ...period,
        timeZone: site.timeZone,
        asOf: new Date(now).toISOString(),
        definitions: DEFINITIONS_VERSION,
      },
      now,
      today: this.today(),
      dayOf: (at) => this.dayOf(at),
      nameOf: (id) => this.directory.channel(id)?.name ?? { 'zh-CN': id, en: id },
    });
  }

  private dayOf(at: number): string {
    return this.policies.current().policy.dayOf(at).date;
  }
}
