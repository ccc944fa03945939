import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Attention, CustomerTimeline } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { AttentionService } from './attention.service.js';
import { Recommender } from './recommender.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { flag } from './ticket-query.js';

@ApiTags('tickets')
@Controller('api/v1')
export class CustomersController {
  constructor(
    private readonly desk: TicketDesk,
    private readonly attention: AttentionService,
    private readonly recommender: Recommender,
  ) {}

  @Get('customers/:ref/timeline')
  @Allow('customers.read')
  @ApiOperation({ summary: 'One customer across all channels' })
  timeline(@Caller() caller: Principal, @Param('ref') ref: string): Promise<CustomerTimeline> {
    return this.desk.customer(caller, ref);
  }

  @Get('attention')
  @Allow('tickets.read')
  @ApiOperation({
    summary: 'What is about to slip, or has: deadlines, promises, records; `recommend=true`: who could take what nobody has',
  })
  @ApiQuery({ name: 'recommend', required: false })
  async now(@Caller() caller: Principal, @Query('recommend') recommend?: string): Promise<Attention> {
    const attention = await this.attention.of(caller);
    if (!flag('recommend', recommend)) return attention;
    return { ...attention, dueSoon: await this.recommender.beside(caller, attention.dueSoon) };
  }
}
