import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AttentionService } from './attention.service.js';
import { CustomersController } from './customers.controller.js';
import { EventWriter } from './event-writer.service.js';
import { OpenTickets } from './open-tickets.service.js';
import { Recommender } from './recommender.service.js';
import { TicketActsController } from './ticket-acts.controller.js';
import { TicketActs } from './ticket-acts.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { TicketSearch } from './ticket-search.service.js';
import { TicketsController } from './tickets.controller.js';

@Module({
  imports: [TicketsModule],
  controllers: [TicketsController, TicketActsController, CustomersController],
  exports: [TicketReader, TicketDesk],
  providers: [TicketReader, TicketSearch, TicketDesk, OpenTickets, AttentionService, EventWriter, TicketActs, Recommender],
})
export class CaseworkModule {}
