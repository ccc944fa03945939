import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AttentionService } from './attention.service.js';
import { CustomersController } from './customers.controller.js';
import { OpenTickets } from './open-tickets.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { TicketSearch } from './ticket-search.service.js';
import { TicketsController } from './tickets.controller.js';

@Module({
  imports: [TicketsModule],
  controllers: [TicketsController, CustomersController],
  exports: [TicketReader, TicketDesk],
  providers: [TicketReader, TicketSearch, TicketDesk, OpenTickets, AttentionService],
})
export class CaseworkModule {}
