import { Module } from '@nestjs/common';
import { ReassignmentModule } from '../reassignment/reassignment.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { LoansController } from './loans.controller.js';
import { LoansService } from './loans.service.js';

/** What loans were, and what they brought. */
@Module({ imports: [ReassignmentModule, TicketsModule], controllers: [LoansController], providers: [LoansService] })
export class LoansModule {}
