import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeclineBody, type LoanNotice } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { JsonBody } from '../platform/http/json-body.js';
import { AgentAnswers } from './agent-answers.service.js';

@ApiTags('reassignments')
@Controller('api/v1/reassignments')
export class AnswersController {
  constructor(private readonly answers: AgentAnswers) {}

  @Post(':id/accept')
  @HttpCode(200)
  @Allow('reassignments.answer')
  @ApiOperation({ summary: 'The agent whom it concerns says yes' })
  accept(@Caller() caller: Principal, @Param('id') id: string): Promise<LoanNotice> {
    return this.answers.accept(caller, id);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Allow('reassignments.answer')
  @ApiOperation({ summary: 'The agent whom it concerns says no, and why: it is called off or ordered back' })
  decline(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @JsonBody(DeclineBody) body: { reason: string },
  ): Promise<LoanNotice> {
    return this.answers.decline(caller, id, body.reason);
  }
}
