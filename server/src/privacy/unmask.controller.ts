import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type UnmaskAnswer, UnmaskBody } from '@tideboard/contracts';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { noteAct } from '../audit-log/notes.js';
import { JsonBody } from '../platform/http/json-body.js';
import { scrub } from './redact.js';
import { UnmaskService } from './unmask.service.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
export class UnmaskController {
  constructor(private readonly unmasking: UnmaskService) {}

  @Post(':id/unmask')
  @HttpCode(200)
  @Allow('tickets.unmask')
  @ApiOperation({ summary: 'A customer’s name and phone in clear; the look and its reason go into the audit log' })
  async unmask(
    @Param('id') id: string,
    @JsonBody(UnmaskBody) { reason }: { reason: string },
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<UnmaskAnswer> {
    const person = await this.unmasking.person(caller, id);
    // Only now: of a refused look, nobody knows which words of the reason name the customer.
    noteAct(request, { reason: scrub(reason, person) });
    return person;
  }
}
