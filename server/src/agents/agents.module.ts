import { Module } from '@nestjs/common';
import { ReassignmentModule } from '../reassignment/reassignment.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AgentBatch } from './agent-batch.service.js';
import { AgentBook } from './agent-book.service.js';
import { AgentsController } from './agents.controller.js';
import { AgentsPatchService } from './agents-patch.service.js';
import { AgentsService } from './agents.service.js';
import { MeController } from './me.controller.js';
import { MyDesk } from './my-desk.service.js';

/** The registry of agents. */
@Module({
  imports: [ReassignmentModule, TicketsModule],
  controllers: [AgentsController, MeController],
  providers: [AgentBatch, AgentBook, AgentsPatchService, AgentsService, MyDesk],
  exports: [AgentBatch, AgentBook, AgentsService],
})
export class AgentsModule {}
