import { Controller, Delete, Get, HttpCode, Param, Post, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExportBody, type ExportView } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { Recorded } from '../audit-log/notes.js';
import { JsonBody } from '../platform/http/json-body.js';
import { ExportsService } from './exports.service.js';

@ApiTags('reports')
@Controller('api/v1/exports')
@Allow('exports.use')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Begins an export of a table by day, week or month; its progress is asked for by its id',
    description: 'Tickets tell nothing of customers but a tier and a masked reference. The file can be fetched for 24 hours.',
  })
  create(@Caller() caller: Principal, @JsonBody(ExportBody) body: ExportBody): Promise<ExportView> {
    return this.exports.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'The reader’s own exports, the newest first' })
  list(@Caller() caller: Principal): Promise<ExportView[]> {
    return this.exports.list(caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'How an export stands: state, and progress from 0 to 1' })
  one(@Caller() caller: Principal, @Param('id') id: string): Promise<ExportView> {
    return this.exports.view(caller, id);
  }

  @Get(':id/file')
  @Recorded()
  @ApiOperation({ summary: 'The file of an export that is done; for its owner and for administrators' })
  file(@Caller() caller: Principal, @Param('id') id: string): Promise<StreamableFile> {
    return this.exports.file(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cancels an export, or takes the file of one that is done away' })
  cancel(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.exports.cancel(caller, id);
  }
}
