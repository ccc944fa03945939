import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DecisionBody, ReassignmentBody, type ReassignmentView } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { Decisions } from './decisions.service.js';
import { type Preview, ReassignmentDesk } from './reassignment-desk.service.js';
import { ReassignmentReader } from './reassignment-reader.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('reassignments')
@Controller('api/v1/reassignments')
export class ReassignmentsController {
  constructor(
    private readonly reader: ReassignmentReader,
    private readonly desk: ReassignmentDesk,
    private readonly decisions: Decisions,
  ) {}

  @Get()
  @Allow('reassignments.read')
  @Queries({ state: 'one or several, with commas' })
  @ApiOperation({ summary: 'Reassignments (`state=proposed,active,…`), newest first' })
  list(@Caller() caller: Principal, @Query('state') state?: string): Promise<ReassignmentView[]> {
    return this.reader.list(caller, state);
  }

  @Post()
  @Allow('reassignments.act')
  create(@Caller() caller: Principal, @JsonBody(ReassignmentBody) body: ReassignmentBody): Promise<ReassignmentView> {
    return this.desk.create(caller, body);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('reassignments.preview')
  @ApiOperation({ summary: 'What it would do to receiver and donor, and what speaks against it; changes nothing' })
  preview(@Caller() caller: Principal, @JsonBody(ReassignmentBody) body: ReassignmentBody): Promise<Preview> {
    return this.desk.preview(caller, body);
  }

  @Get(':id')
  @Allow('reassignments.read')
  one(@Caller() caller: Principal, @Param('id') id: string): Promise<ReassignmentView> {
    return this.reader.one(caller, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Allow('reassignments.act')
  approve(@Caller() caller: Principal, @Param('id') id: string): Promise<ReassignmentView> {
    return this.decisions.approve(caller, id);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Allow('reassignments.act')
  reject(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(DecisionBody, { optional: true }) body: { reason?: string },
  ): Promise<ReassignmentView> {
    return this.decisions.reject(caller, id, body.reason);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allow('reassignments.act')
  undo(@Caller() caller: Principal, @Param('id') id: string): Promise<ReassignmentView> {
    return this.decisions.undo(caller, id);
  }
}
