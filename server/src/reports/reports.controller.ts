import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { REPORT_GRAINS } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { answerAs } from './files.js';
import {
  DAYS,
  FORM,
  type RawQuery,
  readBy,
  readGrain,
  readLanguage,
  readNamed,
  readPeriod,
  readQualityPeriod,
  text,
} from './query.js';
import type { Asking } from './scene.js';
import { ReportsService } from './reports.service.js';
import { qualityTables } from './quality-tables.js';
import * as tables from './tables.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('reports')
@Controller('api/v1/reports')
@Allow('reports.read')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('channels')
  @Queries({ grain: REPORT_GRAINS, ...DAYS })
  @ApiOperation({ summary: 'Channels and totals over a period, in stretches of it' })
  async channels(@Caller() caller: Principal, @Query() query: RawQuery) {
    const grain = readGrain(query);
    const period = readPeriod(query, this.reports.today(), grain);
    const report = await this.reports.channels(asking(caller, query), period, grain);
    const language = readLanguage(query);
    return answerAs(report, query, () => [tables.channelsTable(report, language), tables.totalsTable(report, language)]);
  }

  @Get('heatmap')
  @Queries(DAYS)
  @ApiOperation({ summary: 'Demand by weekday and hour: sum, and mean of how often that hour came' })
  async heatmap(@Caller() caller: Principal, @Query() query: RawQuery) {
    const report = await this.reports.heatmap(asking(caller, query), readPeriod(query, this.reports.today(), 'hour'));
    return answerAs(report, query, () => [tables.heatmapTable(report)]);
  }

  @Get('capacity')
  @Queries(DAYS)
  @ApiOperation({ summary: 'Peak need against daily capacity, and what was short' })
  async capacity(@Caller() caller: Principal, @Query() query: RawQuery) {
    const report = await this.reports.capacity(asking(caller, query), readPeriod(query, this.reports.today(), 'hour'));
    return answerAs(report, query, () => [tables.capacityTable(report, readLanguage(query))]);
  }

  @Get('kinds')
  @Queries({ grain: REPORT_GRAINS, by: ['kind', 'topic'], ...DAYS })
  @ApiOperation({ summary: 'What customers ask, by kind and topic (`by` says what a CSV holds), and how it changes' })
  async kinds(@Caller() caller: Principal, @Query() query: RawQuery) {
    const grain = readGrain(query);
    const report = await this.reports.kinds(asking(caller, query), readPeriod(query, this.reports.today(), grain), grain);
    const [kinds, topics] = [tables.kindsTable(report), tables.topicsTable(report, readLanguage(query))];
    return answerAs(report, query, () => (readBy(query) === 'topic' ? [topics, kinds] : [kinds, topics]));
  }

  @Get('agents')
  @Allow('reports.own')
  @Queries(DAYS)
  @ApiOperation({ summary: 'What passed through whose hands; an agent sees their own row only' })
  async agents(@Caller() caller: Principal, @Query() query: RawQuery) {
    const report = await this.reports.agents(asking(caller, query), readPeriod(query, this.reports.today()));
    return answerAs(report, query, () => [tables.agentsTable(report)]);
  }

  @Get('compare')
  @Queries(FORM)
  @ApiQuery({ name: 'a', type: String, description: '2026-11-01..2026-11-14, 2026-W47 or 2026-11' })
  @ApiQuery({ name: 'b', type: String, description: 'as `a`' })
  @ApiOperation({ summary: 'Before and after' })
  async compare(@Caller() caller: Principal, @Query() query: RawQuery) {
    const report = await this.reports.compare(asking(caller, query), readNamed(query, 'a'), readNamed(query, 'b'));
    return answerAs(report, query, () => [tables.compareTable(report)]);
  }

  @Get('quality')
  @Queries({ period: '2026-W47, 2026-11, week or month (the last complete one)', ...FORM })
  @ApiOperation({ summary: 'The service-quality report of a week or a month' })
  async quality(@Caller() caller: Principal, @Query() query: RawQuery) {
    const report = await this.reports.quality(asking(caller, query), readQualityPeriod(query, this.reports.today()));
    return answerAs(report, query, () => qualityTables(report, readLanguage(query)));
  }
}

const asking = (caller: Principal, query: RawQuery): Asking => ({ caller, channel: text(query, 'channel') ?? null });
