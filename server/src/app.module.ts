import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AgentsModule } from './agents/agents.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { BoardModule } from './board/board.module.js';
import type { AppConfig } from './config/app-config.js';
import { CaseworkModule } from './casework/casework.module.js';
import { ConfigModule } from './config/config.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { LoansModule } from './loans/loans.module.js';
import { LiveModule } from './live/live.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { RatingsModule } from './ratings/ratings.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { ReassignmentModule } from './reassignment/reassignment.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SetupModule } from './setup/setup.module.js';
import { TeamsModule } from './teams/teams.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { TravelModule } from './travel/travel.module.js';

/** The features, in the order in which they stand on one another. */
const FEATURES: NonNullable<DynamicModule['imports']> = [
  AccessModule,
  AuditLogModule,
  DirectoryModule,
  TicketsModule,
  IngestModule,
  CaseworkModule,
  BoardModule,
  AlertsModule,
  ReassignmentModule,
  NotificationsModule,
  AgentsModule,
  TeamsModule,
  TransferModule,
  SetupModule,
  RatingsModule,
  ReportsModule,
  ExportsModule,
  LoansModule,
  PrivacyModule,
  TravelModule,
  LiveModule,
];

@Module({})
export class AppModule {
  static forRoot(config: AppConfig, parts: PlatformParts): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.forRoot(config), PlatformModule.forRoot(parts), ...FEATURES] };
  }
}
