import { Controller, Get, HttpCode, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FieldError, fieldError, LANGUAGES, TRANSFER_SHEETS, type TransferReport } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { noteAct } from '../audit-log/notes.js';
import { fileOf } from '../platform/files/write-tables.js';
import { ProblemError } from '../platform/http/problem.js';
import { ExportService } from './export.service.js';
import { ImportService } from './import.service.js';

type RawQuery = Record<string, unknown>;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES = ['text/csv', 'application/csv', 'text/plain', 'application/vnd.ms-excel', XLSX, 'application/octet-stream'];

@ApiTags('registry')
@Controller('api/v1/registry')
export class TransferController {
  constructor(
    private readonly exporting: ExportService,
    private readonly importing: ImportService,
  ) {}

  @Get('export')
  @Allow('registry.export')
  @ApiOperation({
    summary: 'The registry as a file that an import takes again; XLSX without `what` has all sheets',
    description: 'lang=zh-CN|en for titles and choices in a language; template=true for titles and explanations without rows.',
  })
  @ApiQuery({ name: 'what', required: false, enum: TRANSFER_SHEETS })
  @ApiQuery({ name: 'format', required: false, enum: ['csv', 'xlsx'] })
  async export(@Query() query: RawQuery): Promise<StreamableFile> {
    const format = oneOf(query, 'format', ['csv', 'xlsx']) ?? 'csv';
    const what = oneOf(query, 'what', TRANSFER_SHEETS);
    if (format === 'csv' && what === null) throw refuse(fieldError('/what', 'required'));
    const template = flag(query, 'template') ?? false;
    const tables = await this.exporting.tables({ what, language: oneOf(query, 'lang', LANGUAGES), template });
    return fileOf(tables, { format, name: `tideboard-${what ?? 'registry'}${template ? '-template' : ''}` });
  }

  @Post('import')
  @Allow('registry.import')
  @HttpCode(200)
  @ApiConsumes('text/csv', XLSX)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({
    summary:
      'What a file would do to the registry (`dryRun`, the default), or does: all of it, or nothing where a cell is faulty',
  })
  @ApiQuery({ name: 'what', required: false, enum: TRANSFER_SHEETS })
  @ApiQuery({ name: 'dryRun', required: false, type: Boolean })
  async import(@Caller() caller: Principal, @Query() query: RawQuery, @Req() request: FastifyRequest): Promise<TransferReport> {
    const charset = charsetOf(request.headers['content-type']);
    const dryRun = flag(query, 'dryRun') ?? true;
    const what = oneOf(query, 'what', TRANSFER_SHEETS);
    noteAct(request, { object: `registry/${what ?? 'all'}`, fields: [], reason: dryRun ? 'dry run' : null });
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const report = await this.importing.run({ body, charset, what, dryRun, caller });
    noteAct(request, { fields: report.sheets.map(({ sheet }) => sheet) });
    return report;
  }
}

const refuse = (error: FieldError): ProblemError =>
  new ProblemError(422, 'invalid', 'The query does not have the expected shape.', { errors: [error] });

function oneOf<T extends string>(query: RawQuery, name: string, of: readonly T[]): T | null {
  const value = query[name];
  if (value === undefined || value === '') return null;
  if (!of.includes(value as T)) throw refuse(fieldError(`/${name}`, 'choice', { allowed: of.join(', ') }));
  return value as T;
}

function flag(query: RawQuery, name: string): boolean | null {
  const value = oneOf(query, name, ['true', 'false']);
  return value === null ? null : value === 'true';
}

/** The declared character set, lower case; throws 415 for what is no table. */
function charsetOf(header = ''): string | null {
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!TYPES.includes(type)) throw new ProblemError(415, 'content_type', `Send text/csv or ${XLSX}.`);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return charset?.slice(8).replaceAll('"', '') || null;
}
