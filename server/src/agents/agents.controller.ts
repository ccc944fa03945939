import { Controller, Get, Headers, Param, Patch, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AgentBody, AgentsPatch, type AgentsPatched, type AgentView } from '@tideboard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { noteAct } from '../audit-log/notes.js';
import { JsonBody } from '../platform/http/json-body.js';
import { AgentsPatchService } from './agents-patch.service.js';
import { agentEtag, type AgentFilter, AgentsService } from './agents.service.js';

/** Characters of an entry in the audit log that name who was changed. */
const MOST_NAMED = 1000;

const tagged = (reply: FastifyReply, agent: AgentView): AgentView => {
  void reply.header('etag', agentEtag(agent));
  return agent;
};

@ApiTags('registry')
@Controller('api/v1/agents')
export class AgentsController {
  constructor(
    private readonly agents: AgentsService,
    private readonly many: AgentsPatchService,
  ) {}

  @Get()
  @Allow('agents.read')
  @ApiOperation({ summary: 'Agents, their state and their work; each filter takes a list (`state=available,busy`)' })
  @ApiQuery({ name: 'channel', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({ name: 'home', required: false })
  @ApiQuery({ name: 'skill', required: false })
  @ApiQuery({ name: 'team', required: false })
  list(@Caller() caller: Principal, @Query() filter: AgentFilter): Promise<AgentView[]> {
    return this.agents.list(caller, filter);
  }

  @Patch()
  @Allow('agents.write')
  @ApiOperation({
    summary:
      'Many agents at once, each by a merge patch of its own: who can be changed is, in one step; of the others it is said why not',
  })
  async patchMany(@JsonBody(AgentsPatch) body: AgentsPatch, @Req() request: FastifyRequest): Promise<AgentsPatched> {
    const answer = await this.many.patch(body);
    const fields = [...new Set(body.agents.flatMap(({ patch }) => Object.keys(patch)))];
    noteAct(request, { object: `agents/${answer.changed.join(',')}`.slice(0, MOST_NAMED), fields });
    return answer;
  }

  @Get(':id')
  @Allow('agents.read')
  async get(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgentView> {
    return tagged(reply, await this.agents.get(caller, id));
  }

  @Put(':id')
  @Allow('agents.write')
  async put(
    @Param('id') id: string,
    @JsonBody(AgentBody) body: AgentBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgentView> {
    const { agent, created } = await this.agents.put(id, body, ifMatch);
    void reply.code(created ? 201 : 200);
    return tagged(reply, agent);
  }

  @Patch(':id')
  @Allow('agents.write')
  async patch(
    @Param('id') id: string,
    @JsonBody(Type.Partial(AgentBody), { check: false }) body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgentView> {
    return tagged(reply, await this.agents.patch(id, body, ifMatch));
  }
}
