import { Controller, Delete, Get, Headers, HttpCode, Param, Patch, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Team, type TeamView } from '@tideboard/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { teamEtag, TeamsService } from './teams.service.js';

const tagged = (reply: FastifyReply, team: TeamView): TeamView => {
  void reply.header('etag', teamEtag(team));
  return team;
};

@ApiTags('registry')
@Controller('api/v1/teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Allow('teams.read')
  @Get()
  @ApiOperation({ summary: 'Teams in their order, each with how many agents say that they are in it' })
  list(@Caller() caller: Principal): Promise<TeamView[]> {
    return this.teams.list(caller);
  }

  @Allow('teams.read')
  @Get(':id')
  async get(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TeamView> {
    return tagged(reply, await this.teams.get(caller, id));
  }

  @Allow('teams.write')
  @Put(':id')
  async put(
    @Param('id') id: string,
    @JsonBody(Team, { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TeamView> {
    const { team, created } = await this.teams.put(caller, id, body, ifMatch);
    void reply.code(created ? 201 : 200);
    return tagged(reply, team);
  }

  @Allow('teams.write')
  @Patch(':id')
  async patch(
    @Param('id') id: string,
    @JsonBody(Type.Partial(Team), { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TeamView> {
    return tagged(reply, await this.teams.patch(caller, id, body, ifMatch));
  }

  @Allow('teams.write')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a team that nothing names any more; 409 `team_in_use` says who does' })
  remove(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Caller() caller: Principal): Promise<void> {
    return this.teams.remove(caller, id, ifMatch);
  }
}
