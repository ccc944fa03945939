import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AssignBody, EscalateBody, PromiseBody, type Recommendation, type TicketDetail } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { Recommender } from './recommender.service.js';
import { TicketActs } from './ticket-acts.service.js';

@ApiTags('tickets')
@Controller('api/v1/tickets/:id')
export class TicketActsController {
  constructor(
    private readonly acts: TicketActs,
    private readonly recommender: Recommender,
  ) {}

  @Get('recommendation')
  @Allow('tickets.assign')
  @ApiOperation({ summary: 'Who could take it, best first, and why' })
  recommendation(@Caller() caller: Principal, @Param('id') id: string): Promise<Recommendation> {
    return this.recommender.of(caller, id);
  }

  @Post('assign')
  @HttpCode(200)
  @Allow('tickets.assign')
  assign(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(AssignBody) body: Type.Static<typeof AssignBody>,
  ): Promise<TicketDetail> {
    return this.acts.assign(caller, id, body);
  }

  @Post('escalate')
  @HttpCode(200)
  @Allow('tickets.act')
  escalate(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(EscalateBody) body: Type.Static<typeof EscalateBody>,
  ): Promise<TicketDetail> {
    return this.acts.escalate(caller, id, body);
  }

  @Post('promises')
  @Allow('tickets.act')
  promise(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(PromiseBody) body: Type.Static<typeof PromiseBody>,
  ): Promise<TicketDetail> {
    return this.acts.promise(caller, id, body);
  }

  @Post('promises/:promise/keep')
  @HttpCode(200)
  @Allow('tickets.act')
  keep(@Caller() caller: Principal, @Param('id') id: string, @Param('promise') promise: string): Promise<TicketDetail> {
    return this.acts.keep(caller, id, promise);
  }
}
