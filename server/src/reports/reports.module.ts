import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { HistoryKeeper } from './history-keeper.service.js';
import { HistoryService } from './history.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { RollupStore } from './rollup-store.js';
import { SceneService } from './scene.service.js';

@Module({
  imports: [TicketsModule],
  controllers: [ReportsController],
  providers: [RollupStore, HistoryService, HistoryKeeper, SceneService, ReportsService],
})
export class ReportsModule {}
