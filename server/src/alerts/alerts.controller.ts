import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AlertView, SnoozeBody } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { AlertDesk } from './alert-desk.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(private readonly desk: AlertDesk) {}

  @Get()
  @Allow('alerts.read')
  @Queries({ state: ['firing', 'cleared'] })
  @ApiOperation({ summary: 'Alerts that fire, or have fired (`state=firing|cleared`), newest first' })
  list(@Caller() caller: Principal, @Query('state') state?: string): Promise<AlertView[]> {
    return this.desk.list(caller, state);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('alerts.act')
  acknowledge(@Caller() caller: Principal, @Param('id') id: string): Promise<AlertView> {
    return this.desk.acknowledge(caller, id);
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @Allow('alerts.act')
  snooze(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(SnoozeBody) body: Type.Static<typeof SnoozeBody>,
  ): Promise<AlertView> {
    return this.desk.snooze(caller, id, body.until);
  }
}
