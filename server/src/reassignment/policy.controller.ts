import { Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PolicyBody, type PolicyDocument, SimulateBody } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { PolicyDesk } from './policy-desk.service.js';
import { type SimulationResult, Simulations } from './simulations.service.js';

@ApiTags('policy')
@Controller('api/v1/policy')
export class PolicyController {
  constructor(
    private readonly desk: PolicyDesk,
    private readonly simulations: Simulations,
  ) {}

  @Get()
  @Allow('policy.read')
  read(): Promise<PolicyDocument> {
    return this.desk.read();
  }

  @Put()
  @Allow('policy.write')
  @ApiOperation({ summary: 'Changes what the body names; a `version` that is given must be the present one' })
  write(@JsonBody(PolicyBody) body: PolicyBody): Promise<PolicyDocument> {
    return this.desk.write(body);
  }

  @Post('simulate')
  @HttpCode(200)
  @Allow('policy.simulate')
  @ApiOperation({ summary: 'Tries the present settings on a simulated floor; only what was tried may act on its own' })
  simulate(@JsonBody(SimulateBody, { optional: true }) body: Type.Static<typeof SimulateBody>): Promise<SimulationResult> {
    return this.simulations.run(body.scenario ?? 'synthetic-surge', body.seed ?? 1);
  }
}
