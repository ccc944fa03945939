import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ErasureView } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { noteAct } from '../audit-log/notes.js';
import { ErasuresService } from './erasures.service.js';

@ApiTags('personal data')
@Controller('api/v1')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Post('customers/:ref/erasure')
  @HttpCode(202)
  @Allow('customers.erase')
  @ApiOperation({ summary: 'Asks that a customer be forgotten; an administrator approves' })
  async request(@Param('ref') ref: string, @Caller() caller: Principal, @Req() request: FastifyRequest): Promise<ErasureView> {
    const erasure = await this.erasures.request(ref, caller);
    noteAct(request, { object: `erasures/${erasure.id}` });
    return erasure;
  }

  @Get('erasures')
  @Allow('erasures.read')
  list(): Promise<ErasureView[]> {
    return this.erasures.list();
  }

  @Post('erasures/:id/approve')
  @HttpCode(202)
  @Allow('erasures.decide')
  @ApiOperation({ summary: 'Lets the erasure begin: tickets, the event log and every list that names the customer' })
  approve(@Param('id') id: string, @Caller() caller: Principal): Promise<ErasureView> {
    return this.erasures.decide(id, true, caller);
  }

  @Post('erasures/:id/reject')
  @HttpCode(200)
  @Allow('erasures.decide')
  reject(@Param('id') id: string, @Caller() caller: Principal): Promise<ErasureView> {
    return this.erasures.decide(id, false, caller);
  }
}
