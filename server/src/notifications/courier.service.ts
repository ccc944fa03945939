import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { JobQueue } from '../platform/queues/job-queue.js';
import { DeliveryStore, type Held } from './delivery-store.js';
import { ATTEMPT_MS, Sender, type Sent } from './sender.service.js';
import { afterFailure, afterSuccess, isOn } from './target.js';
import { TargetStore } from './target-store.js';

export const DELIVERIES = Symbol('DELIVERIES');

/** Beyond the time limit of an attempt, until another worker may take it over (real ms). */
const MARGIN_MS = 1000;
/** Two seconds, eight, half a minute, … an hour: nine attempts are three hours. Later, an alert is no news any more. */
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 3_600_000;
const MAX_ATTEMPTS = 9;

/**
 * Brings messages to their targets. A job only wakes it: the delivery says what is to do, each attempt is written down before it is made.
 * A process that is killed between an answer and its writing down sends once more, with the same id: at least once, and never unmarked.
 */
@Injectable()
export class Courier implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Courier.name);

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly targets: TargetStore,
    private readonly sender: Sender,
    @Inject(DELIVERIES) private readonly jobs: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.start((id) => this.run(id));
  }

  async onModuleDestroy(): Promise<void> {
    await this.jobs.stop();
  }

  async wake(id: string, delayMs = 0): Promise<void> {
    // The instant makes the id new each time: the sweep must be able to wake a delivery whose last job got lost.
    await this.jobs.wake({ jobId: `n-${id}-${Date.now().toString(36)}`, subject: id, delayMs });
  }

  async run(id: string): Promise<void> {
    const held = await this.deliveries.find(id);
    if (!held || held.delivery.notBeforeReal > Date.now()) return;
    const target = await this.targets.find(held.delivery.target);
    if (!target || !isOn(target)) return void (await this.deliveries.turn(held, null));
    const { attempts, entry, body } = held.delivery;
    const claim = { ...held.delivery, attempts: attempts + 1, notBeforeReal: Date.now() + ATTEMPT_MS + MARGIN_MS };
    const mine = await this.deliveries.turn(held, claim);
    if (mine) await this.settle(mine, await this.sender.send(target, { id: entry, body }));
  }

  private async settle(held: Held, sent: Sent): Promise<void> {
    const { target, attempts, entry } = held.delivery;
    if (sent.is === 'interrupted') return;
    if (sent.is === 'sent') {
      await this.deliveries.turn(held, null);
      await this.targets.update(target, (seen) => afterSuccess(seen, Date.now()));
      return;
    }
    const { problem, gone, retryAfterSeconds } = sent;
    this.log.warn(`notification ${entry} to ${target}, attempt ${attempts}: ${problem}`);
    await this.targets.update(target, (seen) => afterFailure(seen, { problem, gone, now: Date.now() }));
    if (gone || attempts >= MAX_ATTEMPTS) return void (await this.deliveries.turn(held, null));
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** (attempts - 1)) * (0.8 + 0.4 * Math.random());
    const delayMs = Math.max(pause, (retryAfterSeconds ?? 0) * 1000);
    await this.deliveries.turn(held, { ...held.delivery, notBeforeReal: Date.now() + delayMs });
    await this.wake(held.id, delayMs + 5);
  }
}
