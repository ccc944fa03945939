import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TicketDetail, TicketPage } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Caller, type Principal } from '../access/principal.js';
import { Recommender } from './recommender.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { type RawQuery, readQuery, TICKET_QUERIES } from './ticket-query.js';
import { TicketSearch } from './ticket-search.service.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
@Allow('tickets.read')
export class TicketsController {
  constructor(
    private readonly search: TicketSearch,
    private readonly desk: TicketDesk,
    private readonly recommender: Recommender,
  ) {}

  @Get()
  @Queries(TICKET_QUERIES)
  @ApiOperation({ summary: 'Tickets, a page at a time' })
  async list(@Caller() caller: Principal, @Query() raw: RawQuery): Promise<TicketPage> {
    const query = readQuery(raw);
    const page = await this.search.page(caller, query);
    return query.recommend ? { ...page, tickets: await this.recommender.beside(caller, page.tickets) } : page;
  }

  @Get(':id')
  @ApiOperation({
    summary:
      'One ticket: its clocks, its promises and everything that happened to it; 410 `ticket_let_go` with `letGoAt` once the site’s term for tickets is over',
  })
  one(@Caller() caller: Principal, @Param('id') id: string): Promise<TicketDetail> {
    return this.desk.one(caller, id);
  }
}
