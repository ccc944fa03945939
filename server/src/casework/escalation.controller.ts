import { Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EscalationRules } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { EscalationStore } from './escalation-store.js';

@ApiTags('tickets')
@Controller('api/v1/escalation-rules')
export class EscalationController {
  constructor(private readonly store: EscalationStore) {}

  @Get()
  @Allow('escalation.read')
  @ApiOperation({ summary: 'The ladder: owners of its levels, and the rules by which tickets climb it' })
  async read(): Promise<EscalationRules> {
    const { since: _, ...rules } = await this.store.read();
    return rules;
  }

  @Put()
  @Allow('escalation.write')
  async write(@JsonBody(EscalationRules) rules: EscalationRules): Promise<EscalationRules> {
    await this.store.write(rules);
    return rules;
  }
}
