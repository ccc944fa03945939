import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { ExportService } from './export.service.js';
import { ImportService } from './import.service.js';
import { TransferController } from './transfer.controller.js';

/** The registry as files, out and in. */
@Module({
  imports: [AgentsModule],
  controllers: [TransferController],
  providers: [ExportService, ImportService],
})
export class TransferModule {}
