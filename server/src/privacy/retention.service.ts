import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditLog } from '../audit-log/audit-log.js';
import { RETENTION } from '../directory/defaults.js';
import { DirectoryService } from '../directory/directory.service.js';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { LogTrimmer } from '../tickets/log-trimmer.service.js';
import { PastTrimmer } from './past-trimmer.service.js';

const DAY_MS = 86_400_000;
/** Real ms between two looks, and between two steps while there is something to let go. */
const LOOK_EVERY_MS = 60_000;
const PAUSE_MS = 100;

/** Lets go of what has been kept for as long as the site says, in small steps, on the node that holds the lease. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('retention', () => this.step());

  constructor(
    private readonly directory: DirectoryService,
    private readonly trimmer: LogTrimmer,
    private readonly auditLog: AuditLog,
    private readonly past: PastTrimmer,
    private readonly lease: Lease,
  ) {}

  onApplicationBootstrap(): void {
    this.directory.onChange(() => this.loop.wake());
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async step(): Promise<number> {
    if (!(await this.lease.held())) return LOOK_EVERY_MS;
    const retention = { ...RETENTION, ...this.directory.site().retention };
    // Real time: a log is as old as it lies there, whatever clock a replay runs on.
    const [log, audit, past] = [
      await this.trimmer.step(Date.now() - retention.eventLogDays * DAY_MS),
      await this.auditLog.trim(Date.now() - retention.auditDays * DAY_MS),
      await this.past.step(retention),
    ];
    const tickets = !log && (await this.past.stepTickets(retention));
    return log || audit || past || tickets ? PAUSE_MS : LOOK_EVERY_MS;
  }
}
