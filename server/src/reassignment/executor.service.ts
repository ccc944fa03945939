import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { JobQueue } from '../platform/queues/job-queue.js';
import { Attempts, type Tried } from './attempts.service.js';
import { dueOf } from './command.js';
import { ControlStore } from './control-store.js';
import { Handovers } from './handovers.service.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

export const COMMANDS = Symbol('COMMANDS');

/** Has commands sent. A job only wakes it: the record says what is to do, and whatever was lost of the jobs is found by the sweep. */
@Injectable()
export class Executor implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
    private readonly attempts: Attempts,
    private readonly handovers: Handovers,
    @Inject(COMMANDS) private readonly jobs: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.start((id) => this.run(id));
  }

  async onModuleDestroy(): Promise<void> {
    await this.jobs.stop();
  }

  /** Has the record looked at soon. */
  async wake(record: ReassignmentRecord, delayMs = 0): Promise<void> {
    const turn = record.entries.map(({ leg, status }) => `${leg.serial}${leg.attempts}${status[0]}`).join('-');
    // The instant makes the id new each time: the sweep must be able to wake a record whose last job got lost.
    await this.jobs.wake({ jobId: `r-${record.id}-${turn}-${Date.now().toString(36)}`, subject: record.id, delayMs });
  }

  async run(id: string): Promise<void> {
    const stored = (await this.store.open()).get(id)?.record;
    if (stored?.decision !== 'approved') return;
    const record = await this.handovers.attach(stored);
    const { command } = (await this.control.read()).policy;
    const limits = {
      attempts: command.attempts,
      timeoutMs: command.timeoutSeconds * 1000,
      backoffMs: command.backoffSeconds * 1000,
    };
    await Promise.all(dueOf(record).map(async ({ n }) => this.goOn(await this.attempts.make(id, n, limits))));
  }

  private async goOn(tried: Tried | null): Promise<void> {
    if (!tried?.record) return;
    const { record, againMs } = tried;
    if (againMs > 0 || dueOf(record).length > 0) await this.wake(record, againMs);
  }
}
