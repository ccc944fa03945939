import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DirectoryService } from '../directory/directory.service.js';
import { Loop } from '../platform/loop.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { Lease } from '../platform/redis/index.js';
import { QualityArchiveService } from './archive.service.js';
import { patternsOf } from './schedule.js';

export const REPORT_JOBS = Symbol('REPORT_JOBS');

/** Real ms between two looks for what the schedule has missed: while nobody was up, or on a site clock that is not the world's. */
const LOOK_EVERY_MS = 60_000;
/** A period whose events are still pouring in is left to come to rest first (real ms), though not for ever. */
const REST_MS = 500;
const MOST_RESTS = 60;

/**
 * Has the quality reports produced. The schedule, in the site's zone, only wakes; what is due is told by the business days that are over
 * and by what the archive has. So a server that was down makes up for what it missed, and of two that produce one the first one holds.
 */
@Injectable()
export class QualityProducer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('reports');
  private readonly stopping = new AbortController();
  private planned = '';
  private turn: Promise<void> | null = null;
  private readonly loop = new Loop('quality reports', async () => {
    await this.plan();
    if (await this.lease.held()) await this.produce();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly archive: QualityArchiveService,
    private readonly directory: DirectoryService,
    private readonly lease: Lease,
    @Inject(REPORT_JOBS) private readonly jobs: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.start(() => this.produce());
    this.directory.onChange(() => this.loop.wake());
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
    await this.jobs.stop();
  }

  /** The schedule of the zone and business day that the site has now; a changed one takes the place of the old one. */
  private async plan(): Promise<void> {
    const { timeZone, businessDayStart } = this.directory.site();
    const { week, month } = patternsOf({ businessDayStart });
    const plan = [timeZone, week, month].join(' ');
    if (plan === this.planned) return;
    await this.jobs.schedule({ id: 'quality-week', pattern: week, timeZone });
    await this.jobs.schedule({ id: 'quality-month', pattern: month, timeZone });
    this.planned = plan;
  }

  private produce(): Promise<void> {
    this.turn ??= this.makeDue().finally(() => (this.turn = null));
    return this.turn;
  }

  private async makeDue(): Promise<void> {
    const due = await this.archive.due();
    if (due.length === 0) return;
    await this.rest();
    for (const period of due) {
      if (this.stopping.signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- one after the other lets the process answer others in between
      if (await this.archive.produce(period)) this.log.log(`quality report ${period.name} produced`);
    }
  }

  private async rest(): Promise<void> {
    const { signal } = this.stopping;
    let seen = await this.archive.pulse();
    for (let i = 0; i < MOST_RESTS && !signal.aborted; i += 1) {
      // oxlint-disable no-await-in-loop -- two looks with a pause between them
      await sleep(REST_MS, undefined, { signal }).catch(() => undefined);
      const now = await this.archive.pulse();
      // oxlint-enable no-await-in-loop
      if (now === seen) return;
      seen = now;
    }
  }
}
