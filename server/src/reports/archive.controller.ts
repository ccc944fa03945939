import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { QualityArchive } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { answerAs } from './files.js';
import { QualityArchiveService } from './archive.service.js';
import { qualityTables } from './quality-tables.js';
import { Queries } from '../platform/http/queries.js';
import { FORM, type RawQuery, readLanguage } from './query.js';

@ApiTags('reports')
@Controller('api/v1/reports/quality/archive')
@Allow('reports.archive')
export class QualityArchiveController {
  constructor(private readonly archive: QualityArchiveService) {}

  @Get()
  @ApiOperation({ summary: 'Quality reports that were produced on schedule, and when the next ones are due' })
  list(): Promise<QualityArchive> {
    return this.archive.list();
  }

  @Get(':period')
  @Queries({ format: FORM.format, lang: FORM.lang })
  @ApiOperation({
    summary: 'The report of 2026-W47 or 2026-11 as it was produced, with the definitions of then',
  })
  async one(@Param('period') period: string, @Query() query: RawQuery) {
    const report = await this.archive.find(period);
    return answerAs(report, query, () => qualityTables(report, readLanguage(query)));
  }
}
