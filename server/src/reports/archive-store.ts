import { Injectable } from '@nestjs/common';
import type { DefinitionSet, ProducedQualityReport, ProducedReport } from '@tideboard/contracts';
import { keys, RedisConnections } from '../platform/redis/index.js';

type Stored = Omit<ProducedQualityReport, 'definitionSet'>;

/** Quality reports as they were produced: a line of each, each in full, and the definitions that they were made by, once a version. */
@Injectable()
export class ArchiveStore {
  constructor(private readonly connections: RedisConnections) {}

  async periods(): Promise<Set<string>> {
    return new Set(await this.connections.main.hkeys(keys.qualityReports));
  }

  async lines(): Promise<ProducedReport[]> {
    return (await this.connections.main.hvals(keys.qualityReports)).map((text) => JSON.parse(text) as ProducedReport);
  }

  async find(period: string): Promise<ProducedQualityReport | null> {
    const { main } = this.connections;
    const text = await main.hget(keys.qualityReportBodies, period);
    if (text === null) return null;
    const report = JSON.parse(text) as Stored;
    const set = await main.hget(keys.definitionSets, report.definitions);
    return { ...report, definitionSet: JSON.parse(set!) as DefinitionSet };
  }

  /** Keeps the first report of its period; false when there is one already, which stays as it is. */
  async add(line: ProducedReport, { definitionSet, ...report }: ProducedQualityReport): Promise<boolean> {
    const answers = await this.connections.main
      .multi()
      .hsetnx(keys.definitionSets, definitionSet.version, JSON.stringify(definitionSet))
      .hsetnx(keys.qualityReportBodies, report.period, JSON.stringify(report))
      .hsetnx(keys.qualityReports, report.period, JSON.stringify(line))
      .exec();
    return answers?.[1]?.[1] === 1;
  }
}
