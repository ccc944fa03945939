import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { IngestController } from './ingest.controller.js';
import { IngestService } from './ingest.service.js';

@Module({ imports: [TicketsModule], controllers: [IngestController], providers: [IngestService], exports: [IngestService] })
export class IngestModule {}
