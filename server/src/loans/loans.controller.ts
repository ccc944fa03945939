import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Language, LoansReport } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { answerAs } from '../reports/files.js';
import { DAYS, type RawQuery, readLanguage, readPeriod, text } from '../reports/query.js';
import { nameIn, type Table } from '../reports/tables.js';
import { LoansService } from './loans.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('reports')
@Controller('api/v1/reports/loans')
@Allow('reports.read')
export class LoansController {
  constructor(private readonly loans: LoansService) {}

  @Get()
  @Queries(DAYS)
  @ApiOperation({ summary: 'Loans by the pair of channels: how many, how long, predicted and actual, and what they spared' })
  async report(@Caller() caller: Principal, @Query() query: RawQuery) {
    const period = readPeriod(query, this.loans.today());
    const report = await this.loans.report(caller, period, text(query, 'channel') ?? null);
    return answerAs(report, query, () => [loansTable(report, readLanguage(query))]);
  }
}

const FIGURES = [
  'loans',
  'lentAgents',
  'lentSeconds',
  'scored',
  'predictedPending',
  'actualPending',
  'coverage',
  'foreseen',
  'pendingAvoided',
] as const;

const loansTable = ({ pairs }: LoansReport, language: Language | null): Table => ({
  name: 'loans',
  columns: ['from', 'name', 'to', 'name', ...FIGURES],
  rows: pairs.map((pair) => [
    pair.from,
    nameIn(pair.fromName, language),
    pair.to,
    nameIn(pair.toName, language),
    ...FIGURES.map((figure) => pair[figure]),
  ]),
});
