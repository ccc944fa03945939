import { Module } from '@nestjs/common';
import { ReassignmentModule } from '../reassignment/reassignment.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AgentBook } from './agent-book.service.js';
import { AgentsController } from './agents.controller.js';
import { AgentsService } from './agents.service.js';
import { MeController } from './me.controller.js';
import { MyDesk } from './my-desk.service.js';

/** The registry of agents. */
@Module({
  imports: [ReassignmentModule, TicketsModule],
  controllers: [AgentsController, MeController],
  providers: [AgentBook, AgentsService, MyDesk],
  exports: [AgentBook, AgentsService],
})
export class AgentsModule {}
