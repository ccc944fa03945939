import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DisplayBody,
  DisplayPatch,
  DisplayPollBody,
  type DisplayView,
  type PairAnswer,
  type PollAnswer,
} from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import type { Type } from 'typebox';
import { JsonBody } from '../platform/http/json-body.js';
import { Allow, Public } from './allow.js';
import { Displays } from './displays.js';
import { PairingService } from './pairing.service.js';
import { Caller, type Principal } from './principal.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** Behind a proxy on this machine everybody comes from the loopback address: then nobody is let in for it. */
const isLocal = (request: FastifyRequest) =>
  LOOPBACK.test(request.ip) && !request.headers['x-forwarded-for'] && !request.headers['forwarded'];

@ApiTags('people and machines')
@Controller('api/v1/displays')
export class DisplaysController {
  constructor(
    private readonly displays: Displays,
    private readonly pairing: PairingService,
  ) {}

  @Public()
  @Post('pair')
  pair(@Req() request: FastifyRequest): Promise<PairAnswer> {
    return this.pairing.begin(request.ip, isLocal(request));
  }

  @Public()
  @Post('poll')
  @HttpCode(200)
  poll(@JsonBody(DisplayPollBody) body: Type.Static<typeof DisplayPollBody>): Promise<PollAnswer> {
    return this.pairing.poll(body.pollToken);
  }

  @Allow('displays.manage')
  @Post()
  confirm(
    @JsonBody(DisplayBody) { code, name, channels }: Type.Static<typeof DisplayBody>,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<DisplayView> {
    return this.pairing.confirm(code, name, channels, { ...caller, address: request.ip });
  }

  @Allow('displays.manage')
  @Get()
  list(@Caller() caller: Principal): Promise<DisplayView[]> {
    return this.displays.list(caller);
  }

  @Allow('displays.manage')
  @Patch(':id')
  change(
    @Param('id') id: string,
    @JsonBody(DisplayPatch) body: Type.Static<typeof DisplayPatch>,
    @Caller() caller: Principal,
  ): Promise<DisplayView> {
    return this.displays.change(id, body, caller);
  }

  @Allow('displays.manage')
  @Post(':id/identify')
  @HttpCode(204)
  @ApiOperation({ summary: 'The screen shows its name, large, for ten seconds' })
  identify(@Param('id') id: string, @Caller() caller: Principal): Promise<void> {
    return this.displays.order(id, 'identify', caller);
  }

  @Allow('displays.manage')
  @Post(':id/reload')
  @HttpCode(204)
  reload(@Param('id') id: string, @Caller() caller: Principal): Promise<void> {
    return this.displays.order(id, 'reload', caller);
  }

  @Allow('displays.manage')
  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id') id: string, @Caller() caller: Principal): Promise<void> {
    return this.displays.revoke(id, caller);
  }
}
