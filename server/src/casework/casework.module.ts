import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AssignmentRulesController } from './assignment-rules.controller.js';
import { AttentionService } from './attention.service.js';
import { CallBacks } from './call-backs.service.js';
import { CustomersController } from './customers.controller.js';
import { EscalationController } from './escalation.controller.js';
import { EscalationLoop } from './escalation-loop.service.js';
import { EscalationStore } from './escalation-store.js';
import { Escalations } from './escalations.service.js';
import { EventWriter } from './event-writer.service.js';
import { OpenTickets } from './open-tickets.service.js';
import { Recommender } from './recommender.service.js';
import { RemindersController } from './reminders.controller.js';
import { Reminders } from './reminders.service.js';
import { TicketActsController } from './ticket-acts.controller.js';
import { TicketActs } from './ticket-acts.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { TicketSearch } from './ticket-search.service.js';
import { TicketsController } from './tickets.controller.js';

@Module({
  imports: [TicketsModule],
  controllers: [
    TicketsController,
    TicketActsController,
    EscalationController,
    AssignmentRulesController,
    CustomersController,
    RemindersController,
  ],
  exports: [TicketReader, TicketDesk],
  providers: [
    TicketReader,
    TicketSearch,
    TicketDesk,
    OpenTickets,
    AttentionService,
    EventWriter,
    EscalationStore,
    Escalations,
    CallBacks,
    Reminders,
    EscalationLoop,
    TicketActs,
    Recommender,
  ],
})
export class CaseworkModule {}
