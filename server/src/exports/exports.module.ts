import { Module } from '@nestjs/common';
import { CaseworkModule } from '../casework/casework.module.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { RedisConnections } from '../platform/redis/index.js';
import { ReportsModule } from '../reports/reports.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { EXPORT_JOBS, ExportRunner } from './export-runner.service.js';
import { ExportSource } from './export-source.service.js';
import { ExportStore } from './export-store.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

const jobs = {
  provide: EXPORT_JOBS,
  inject: [RedisConnections, LOG],
  useFactory: (redis: RedisConnections, log: Log) => new JobQueue('exports', redis, log),
};

/** Tables as files, written by jobs. */
@Module({
  imports: [CaseworkModule, ReportsModule, TicketsModule],
  controllers: [ExportsController],
  providers: [jobs, ExportStore, ExportSource, ExportRunner, ExportsService],
  exports: [ExportStore],
})
export class ExportsModule {}
