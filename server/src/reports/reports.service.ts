import { Injectable } from '@nestjs/common';
import type {
  AgentsReport,
  CapacityReport,
  ChannelsReport,
  CompareReport,
  HeatmapReport,
  KindsReport,
  QualityReport,
  ReportGrain,
} from '@tideboard/contracts';
import { readAgent, type RollupGrain } from '@tideboard/domain';
import { TicketStore } from '../tickets/ticket-store.js';
import { channelsReport } from './channels-report.js';
import { compareReport } from './compare-report.js';
import { capacityReport, heatmapReport } from './demand-reports.js';
import { HistoryService } from './history.service.js';
import { kindsReport } from './asked-reports.js';
import { agentsReport, type Person } from './people-reports.js';
import { before, type Period, rollupFor } from './period.js';
import { qualityReport } from './quality-report.js';
import type { Asking, Cut, Scene } from './scene.js';
import { SceneService } from './scene.service.js';

/** Answers reports: what the reader may see, its history, and the pure function that makes the report. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly history: HistoryService,
    private readonly scenes: SceneService,
    private readonly tickets: TicketStore,
  ) {}

  today(): string {
    return this.scenes.today();
  }

  async channels(asking: Asking, period: Period, grain: ReportGrain): Promise<ChannelsReport> {
    const [scene, cut] = await this.look(asking, period, rollupFor(grain));
    return channelsReport(scene, cut!, grain);
  }

  async heatmap(asking: Asking, period: Period): Promise<HeatmapReport> {
    const [scene, cut] = await this.look(asking, period, 'hour');
    return heatmapReport(scene, cut!, asking.channel);
  }

  async capacity(asking: Asking, period: Period): Promise<CapacityReport> {
    const [scene, cut] = await this.look(asking, period, 'hour');
    return capacityReport(scene, cut!);
  }

  async kinds(asking: Asking, period: Period, grain: ReportGrain): Promise<KindsReport> {
    const [scene, cut, earlier] = await this.look(asking, period, rollupFor(grain), before(period));
    return kindsReport(scene, [cut!, earlier!], grain);
  }

  /** An agent gets the row that is their own, and no other. */
  async agents({ caller, channel }: Asking, period: Period): Promise<AgentsReport> {
    const own = caller.role === 'agent';
    const asking = own ? { channel, caller: { ...caller, channels: null } } : { caller, channel };
    const [scene, cut] = await this.look(asking, period, 'day');
    const report = agentsReport(scene, cut!, await this.people(scene.now));
    return own ? { ...report, agents: report.agents.filter(({ id }) => id !== null && id === caller.agent) } : report;
  }

  async compare(asking: Asking, a: Period, b: Period): Promise<CompareReport> {
    const [scene, was, is] = await this.look(asking, a, 'day', b);
    return compareReport(scene, was!, is!);
  }

  async quality(asking: Asking, { name, ...period }: Period & { name: string }): Promise<QualityReport> {
    const [scene, cut, earlier] = await this.look(asking, period, 'day', before(period));
    return qualityReport(scene, [cut!, earlier!], name);
  }

  private async look(asking: Asking, first: Period, grain: RollupGrain, ...more: Period[]): Promise<[Scene, ...Cut[]]> {
    const ranges = [];
    // oxlint-disable-next-line no-await-in-loop -- two of them at once would not be quicker
    for (const period of [first, ...more]) ranges.push({ period, ...(await this.history.range(period.from, period.to, grain)) });
    const scene = await this.scenes.of(asking, new Set(ranges.flatMap(({ cells }) => cells.map(({ channel }) => channel))));
    const sees = new Set(scene.channels.map(({ id }) => id));
    return [scene, ...ranges.map((range) => ({ ...range, cells: range.cells.filter(({ channel }) => sees.has(channel)) }))];
  }

  private async people(now: number): Promise<Map<string, Person>> {
    const records = await this.tickets.agents();
    return new Map(
      [...records].map(([id, { facts }]) => {
        const { name, home } = readAgent(facts, now);
        return [id, { name: name ?? null, home: home ?? null }];
      }),
    );
  }
}
