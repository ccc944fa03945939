import { Module } from '@nestjs/common';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { RedisConnections } from '../platform/redis/index.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { QualityArchiveController } from './archive.controller.js';
import { QualityArchiveService } from './archive.service.js';
import { ArchiveStore } from './archive-store.js';
import { DefinitionsController } from './definitions.controller.js';
import { HistoryKeeper } from './history-keeper.service.js';
import { HistoryService } from './history.service.js';
import { QualityProducer, REPORT_JOBS } from './producer.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { RollupStore } from './rollup-store.js';
import { SceneService } from './scene.service.js';

const jobs = {
  provide: REPORT_JOBS,
  inject: [RedisConnections, LOG],
  useFactory: (redis: RedisConnections, log: Log) => new JobQueue('reports', redis, log),
};

@Module({
  imports: [TicketsModule],
  controllers: [DefinitionsController, QualityArchiveController, ReportsController],
  providers: [
    jobs,
    ArchiveStore,
    QualityArchiveService,
    QualityProducer,
    RollupStore,
    HistoryService,
    HistoryKeeper,
    SceneService,
    ReportsService,
  ],
  exports: [HistoryService, ReportsService],
})
export class ReportsModule {}
