import { Controller, Get, Headers, HttpCode, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type EscalationPreview, EscalationRules } from '@tideboard/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { EscalationStore } from './escalation-store.js';
import { Escalations } from './escalations.service.js';

@ApiTags('tickets')
@Controller('api/v1/escalation-rules')
export class EscalationController {
  constructor(
    private readonly store: EscalationStore,
    private readonly escalations: Escalations,
  ) {}

  @Get()
  @Allow('escalation.read')
  @ApiOperation({ summary: 'The ladder: owners of its levels, and the rules by which tickets climb it' })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<EscalationRules> {
    const { rules, etag } = await this.store.rules();
    void reply.header('etag', etag);
    return rules;
  }

  @Put()
  @Allow('escalation.write')
  async write(
    @JsonBody(EscalationRules) rules: EscalationRules,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationRules> {
    await this.store.write(rules);
    return this.read(reply);
  }

  @Patch()
  @Allow('escalation.write')
  async patch(
    @JsonBody(Type.Partial(EscalationRules), { check: false }) patch: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationRules> {
    await this.store.patch(patch, ifMatch);
    return this.read(reply);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('escalation.read')
  @ApiOperation({ summary: 'How many of the open tickets these rules would raise now; raises none' })
  preview(@Caller() caller: Principal, @JsonBody(EscalationRules) { rules }: EscalationRules): Promise<EscalationPreview> {
    return this.escalations.preview(caller, rules);
  }
}
