import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { RedisConnections } from '../platform/redis/index.js';
import { Courier, DELIVERIES } from './courier.service.js';
import { DeliveryStore } from './delivery-store.js';
import { Dispatcher } from './dispatcher.service.js';
import { MessageWriter } from './message-writer.service.js';
import { NotificationDesk } from './notification-desk.service.js';
import { NotificationTargetsController } from './notification-targets.controller.js';
import { Sender } from './sender.service.js';
import { TargetStore } from './target-store.js';

const jobs = {
  provide: DELIVERIES,
  inject: [RedisConnections, LOG],
  useFactory: (redis: RedisConnections, log: Log) => new JobQueue('notifications', redis, log),
};

@Module({
  imports: [DirectoryModule],
  controllers: [NotificationTargetsController],
  providers: [Courier, DeliveryStore, Dispatcher, MessageWriter, NotificationDesk, Sender, TargetStore, jobs],
})
export class NotificationsModule {}
