import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AutomationReasons, type AutomationView, PauseBody } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { PlanReasons } from './plan-reasons.service.js';
import { type PauseRequest, PolicyDesk } from './policy-desk.service.js';
import { ShadowBook, type ShadowEntry } from './shadow-book.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('automation')
@Controller('api/v1/automation')
export class AutomationController {
  constructor(
    private readonly desk: PolicyDesk,
    private readonly shadow: ShadowBook,
    private readonly reasons: PlanReasons,
  ) {}

  @Get()
  @Allow('policy.read')
  read(): Promise<AutomationView> {
    return this.desk.automation();
  }

  @Get('reasons')
  @Allow('policy.read')
  @ApiOperation({
    summary: 'Why the plan does no more than it does: who is not lent, and what would help where moving people does not',
  })
  why(@Caller() caller: Principal): Promise<AutomationReasons> {
    return this.reasons.read(caller);
  }

  @Post('pause')
  @HttpCode(200)
  @Allow('automation.switch')
  pause(@Caller() caller: Principal, @JsonBody(PauseBody, { optional: true }) body: PauseRequest): Promise<AutomationView> {
    return this.desk.pause(caller, body);
  }

  @Post('resume')
  @HttpCode(200)
  @Allow('automation.switch')
  resume(): Promise<AutomationView> {
    return this.desk.resume();
  }

  @Get('shadow')
  @Allow('policy.read')
  @Queries({ day: 'a business day, YYYY-MM-DD; today where missing' })
  shadowOf(@Query('day') day?: string): Promise<{ day: string; entries: ShadowEntry[] }> {
    return this.shadow.of(day);
  }
}
