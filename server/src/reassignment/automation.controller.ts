import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AutomationView, PauseBody } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { type PauseRequest, PolicyDesk } from './policy-desk.service.js';
import { ShadowBook, type ShadowEntry } from './shadow-book.service.js';

@ApiTags('automation')
@Controller('api/v1/automation')
export class AutomationController {
  constructor(
    private readonly desk: PolicyDesk,
    private readonly shadow: ShadowBook,
  ) {}

  @Get()
  @Allow('policy.read')
  read(): Promise<AutomationView> {
    return this.desk.automation();
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
  shadowOf(@Query('day') day?: string): Promise<{ day: string; entries: ShadowEntry[] }> {
    return this.shadow.of(day);
  }
}
