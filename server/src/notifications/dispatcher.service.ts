import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { Courier } from './courier.service.js';
import { type Delivery, deliveryId, DeliveryStore } from './delivery-store.js';
import { MessageWriter } from './message-writer.service.js';
import { type Target, wants } from './target.js';
import { TargetStore } from './target-store.js';
import type { OutboxEntry } from './told.js';

const LOOK_EVERY_MS = 300;
/** What no job has woken is found after this long (real ms). */
const SWEEP_EVERY_MS = 5000;

/** Reads the outbox and makes a delivery for everybody who wants to know. Runs on the holder of the lease. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private sweptAt = -Infinity;
  private readonly loop = new Loop('notifications', async () => {
    if (await this.lease.held()) await this.turn();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly lease: Lease,
    private readonly deliveries: DeliveryStore,
    private readonly targets: TargetStore,
    private readonly courier: Courier,
    private readonly writer: MessageWriter,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<void> {
    const { cursor, entries } = await this.deliveries.untaken();
    if (entries.length > 0) {
      const targets = await this.targets.all();
      const made = entries.flatMap((entry) => this.deliveriesOf(entry, targets));
      if (await this.deliveries.take(cursor, entries.at(-1)!.id, made))
        await Promise.all(made.map((delivery) => this.courier.wake(deliveryId(delivery))));
    }
    if (performance.now() - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = performance.now();
    const lost = (await this.deliveries.all()).filter(({ delivery }) => delivery.notBeforeReal <= Date.now());
    await Promise.all(lost.map(({ id }) => this.courier.wake(id)));
  }

  private deliveriesOf({ id, told }: OutboxEntry, targets: readonly Target[]): Delivery[] {
    return targets
      .filter((target) => wants(target, told))
      .map((target) => ({ target: target.id, entry: id, body: this.writer.write(told, target), attempts: 0, notBeforeReal: 0 }));
  }
}
