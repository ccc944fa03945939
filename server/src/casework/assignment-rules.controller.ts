import { Controller, Get, Headers, HttpCode, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AssignmentPreviewBody, AssignmentRules, type Recommendation } from '@tideboard/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { assertMatches, etagOf } from '../directory/etag.js';
import { StaffingStore } from '../directory/staffing.store.js';
import { JsonBody } from '../platform/http/json-body.js';
import { patchRules, readRules } from './assignment-rules.js';
import { Recommender } from './recommender.service.js';

const tagged = (reply: FastifyReply, rules: AssignmentRules): AssignmentRules => {
  void reply.header('etag', etagOf(rules));
  return rules;
};

@ApiTags('registry')
@Controller('api/v1/assignment-rules')
export class AssignmentRulesController {
  constructor(
    private readonly staffing: StaffingStore,
    private readonly directory: DirectoryService,
    private readonly recommender: Recommender,
  ) {}

  @Get()
  @Allow('assignment.read')
  @ApiOperation({ summary: 'By which rules people are recommended for tickets' })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<AssignmentRules> {
    return tagged(reply, (await this.staffing.read()).rules);
  }

  @Put()
  @Allow('assignment.write')
  write(
    @JsonBody(AssignmentRules) body: AssignmentRules,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentRules> {
    return this.change(reply, ifMatch, () => body);
  }

  @Patch()
  @Allow('assignment.write')
  patch(
    @JsonBody(Type.Partial(AssignmentRules), { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentRules> {
    return this.change(reply, ifMatch, (present) => patchRules(present, body));
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('assignment.read')
  @ApiOperation({ summary: 'Who would get an open ticket now, and why, under these rules; without rules, under those in force' })
  async preview(
    @Caller() caller: Principal,
    @JsonBody(AssignmentPreviewBody) { ticket, rules }: Type.Static<typeof AssignmentPreviewBody>,
  ): Promise<Recommendation> {
    const known = { teams: (await this.staffing.read()).teams, channels: this.directory.channels() };
    return this.recommender.of(caller, ticket, rules && readRules(rules, known));
  }

  private async change(
    reply: FastifyReply,
    ifMatch: string | undefined,
    next: (present: AssignmentRules) => AssignmentRules,
  ): Promise<AssignmentRules> {
    const channels = this.directory.channels();
    const { rules } = await this.staffing.update((present) => {
      assertMatches(ifMatch, present.rules);
      return { ...present, rules: readRules(next(present.rules), { teams: present.teams, channels }) };
    });
    return tagged(reply, rules);
  }
}
