import { Module } from '@nestjs/common';
import { BoardModule } from '../board/board.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { AlertDesk } from './alert-desk.service.js';
import { AlertStore } from './alert-store.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { EarlyWarning } from './early-warning.service.js';
import { SilenceDesk } from './silence-desk.service.js';
import { SilenceStore } from './silence-store.js';
import { SilencesController } from './silences.controller.js';

@Module({
  imports: [BoardModule, DirectoryModule, ReportsModule],
  controllers: [AlertsController, SilencesController],
  exports: [AlertStore],
  providers: [AlertDesk, AlertStore, AlertsService, EarlyWarning, SilenceDesk, SilenceStore],
})
export class AlertsModule {}
