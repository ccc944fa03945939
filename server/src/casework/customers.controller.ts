import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Attention, CustomerTimeline } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { AttentionService } from './attention.service.js';
import { TicketDesk } from './ticket-desk.service.js';

@ApiTags('tickets')
@Controller('api/v1')
export class CustomersController {
  constructor(
    private readonly desk: TicketDesk,
    private readonly attention: AttentionService,
  ) {}

  @Get('customers/:ref/timeline')
  @Allow('customers.read')
  @ApiOperation({ summary: 'One customer across all channels' })
  timeline(@Caller() caller: Principal, @Param('ref') ref: string): Promise<CustomerTimeline> {
    return this.desk.customer(caller, ref);
  }

  @Get('attention')
  @Allow('tickets.read')
  @ApiOperation({ summary: 'What is about to slip, or has: deadlines, promises, records' })
  now(@Caller() caller: Principal): Promise<Attention> {
    return this.attention.of(caller);
  }
}
