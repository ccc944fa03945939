import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SilenceBody, type SilenceView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { SilenceDesk } from './silence-desk.service.js';

@ApiTags('alerts')
@Controller('api/v1/silences')
export class SilencesController {
  constructor(private readonly desk: SilenceDesk) {}

  @Get()
  @Allow('silences.read')
  @ApiOperation({ summary: 'Silences that hold or will hold, the one that ends first in front' })
  list(@Caller() caller: Principal): Promise<SilenceView[]> {
    return this.desk.list(caller);
  }

  @Post()
  @Allow('silences.write')
  @ApiOperation({ summary: 'Keeps alerts of a channel and a metric (each: or all) quiet until an instant' })
  add(@Caller() caller: Principal, @JsonBody(SilenceBody) body: Type.Static<typeof SilenceBody>): Promise<SilenceView> {
    return this.desk.add(caller, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('silences.write')
  lift(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.desk.lift(caller, id);
  }
}
