import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLog } from './audit-log.js';
import { Recorder } from './recorder.interceptor.js';
import { RefusalRate } from './refusal-rate.js';

/** The log of privileged acts, and the one interceptor in front of every route that writes it. */
@Global()
@Module({
  controllers: [AuditLogController],
  providers: [AuditLog, RefusalRate, { provide: APP_INTERCEPTOR, useClass: Recorder }],
  exports: [AuditLog],
})
export class AuditLogModule {}
