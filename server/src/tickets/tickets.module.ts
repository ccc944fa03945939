import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { PolicyService } from './policy.service.js';
import { Rejudging } from './rejudging.service.js';
import { Sweeper } from './sweeper.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

@Module({
  imports: [DirectoryModule],
  providers: [TicketStore, PolicyService, TicketWriter, Rejudging, Sweeper],
  exports: [TicketStore, PolicyService, TicketWriter],
})
export class TicketsModule {}
