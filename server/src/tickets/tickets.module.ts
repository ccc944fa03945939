import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { EventLog } from './event-log.js';
import { LogEraser } from './log-eraser.service.js';
import { LogTrimmer } from './log-trimmer.service.js';
import { PolicyService } from './policy.service.js';
import { Rejudging } from './rejudging.service.js';
import { Sweeper } from './sweeper.service.js';
import { TicketIndex } from './ticket-index.js';
import { TicketTrimmer } from './ticket-trimmer.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

@Module({
  imports: [DirectoryModule],
  providers: [
    TicketStore,
    TicketIndex,
    EventLog,
    LogEraser,
    LogTrimmer,
    PolicyService,
    TicketTrimmer,
    TicketWriter,
    Rejudging,
    Sweeper,
  ],
  exports: [TicketStore, TicketIndex, EventLog, LogEraser, LogTrimmer, PolicyService, TicketTrimmer, TicketWriter],
})
export class TicketsModule {}
