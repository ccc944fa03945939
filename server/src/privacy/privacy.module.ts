import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { CaseworkModule } from '../casework/casework.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { ExportsModule } from '../exports/exports.module.js';
import { ReassignmentModule } from '../reassignment/reassignment.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Eraser } from './eraser.service.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresService } from './erasures.service.js';
import { ErasuresStore } from './erasures.store.js';
import { PastTrimmer } from './past-trimmer.service.js';
import { Retention } from './retention.service.js';
import { UnmaskController } from './unmask.controller.js';
import { UnmaskService } from './unmask.service.js';

/** Personal data: shown in clear to whom it may be, and forgotten when it has to be. */
@Module({
  imports: [AlertsModule, ReassignmentModule, CaseworkModule, DirectoryModule, ExportsModule, TicketsModule],
  controllers: [UnmaskController, ErasuresController],
  providers: [Retention, PastTrimmer, UnmaskService, ErasuresStore, Eraser, ErasuresService],
})
export class PrivacyModule {}
