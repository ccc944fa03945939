import { Injectable } from '@nestjs/common';
import {
  DEFINITIONS,
  DEFINITIONS_VERSION,
  type ProducedQualityReport,
  type ProducedReport,
  type QualityArchive,
  WEAK_POINT_RULES,
} from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { ArchiveStore } from './archive-store.js';
import { ReportsService } from './reports.service.js';
import { RollupStore } from './rollup-store.js';
import { duePeriods, type NamedPeriod, nextDue } from './schedule.js';

/** Who the reports of the schedule are made for: everybody who may read all of the floor. */
const FLOOR: Principal = { kind: 'key', id: 'schedule', name: 'schedule', role: null, channels: null, scopes: [] };

/** Quality reports that were produced on schedule, kept as they were. */
@Injectable()
export class QualityArchiveService {
  constructor(
    private readonly store: ArchiveStore,
    private readonly reports: ReportsService,
    private readonly history: RollupStore,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  async list(): Promise<QualityArchive> {
    const next = nextDue(this.reports.today(), this.directory.site());
    const reports = await this.store.lines();
    return {
      reports: reports.toSorted((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : a.unit < b.unit ? -1 : 1)),
      nextAt: { week: new Date(next.week).toISOString(), month: new Date(next.month).toISOString() },
    };
  }

  /** @throws ProblemError 404 for a period without one */
  async find(period: string): Promise<ProducedQualityReport> {
    const found = await this.store.find(period);
    if (!found) throw new ProblemError(404, 'not_found', 'No report was produced for this period.');
    return found;
  }

  /** Periods that are over, have anything in them, and have no report. */
  async due(): Promise<NamedPeriod[]> {
    const [changes, kept] = [await this.history.changes(), await this.store.periods()];
    return duePeriods(changes.keys(), this.reports.today(), kept);
  }

  /** Differs while days of the past are still changing; the running day always does. */
  async pulse(): Promise<string> {
    const today = this.reports.today();
    return JSON.stringify([...(await this.history.changes())].filter(([day]) => day < today));
  }

  /** False when somebody else was quicker. */
  async produce({ name, unit, ...period }: NamedPeriod): Promise<boolean> {
    const report = await this.reports.quality({ caller: FLOOR, channel: null }, { name, ...period });
    const producedAt = new Date(this.clock.now()).toISOString();
    const { definitions, days, totals, weakPoints } = report;
    const line: ProducedReport = {
      period: name,
      unit,
      ...period,
      producedAt,
      definitions,
      days,
      created: totals.created,
      timeoutRate: totals.timeoutRate,
      satisfaction: totals.satisfaction,
      ratings: totals.ratings,
      weakPoints: weakPoints.length,
    };
    const definitionSet = { version: DEFINITIONS_VERSION, metrics: DEFINITIONS, rules: WEAK_POINT_RULES };
    return this.store.add(line, { ...report, unit, producedAt, definitionSet });
  }
}
