import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { Lease } from '../platform/redis/index.js';
import { Automation } from './automation.service.js';
import { ControlStore } from './control-store.js';
import { Countdowns } from './countdowns.service.js';
import { FloorReader } from './floor-reader.service.js';
import { Keeper } from './keeper.service.js';

/** On a fast test clock a tick comes more often than a machine should be asked: four times a second is the most. */
const LOOK_EVERY_MS = 250;
const TRIM_EVERY_MS = 60_000;

/** The heartbeat of the closed loop, on the node that holds the lease: what is open first, then the plan's tick. */
@Injectable()
export class ReassignmentLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private lastTick = -1;
  private fence = 0;
  private trimmedAt = -Infinity;
  private readonly loop = new Loop('reassignments', async () => {
    if (await this.lease.held()) await this.turn();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly lease: Lease,
    private readonly keeper: Keeper,
    private readonly countdowns: Countdowns,
    private readonly automation: Automation,
    private readonly control: ControlStore,
    private readonly floors: FloorReader,
    private readonly clock: SiteClock,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<void> {
    if (this.lease.fencing !== this.fence) this.keeper.tookOver();
    this.fence = this.lease.fencing;
    await this.countdowns.end(await this.keeper.round());
    const { policy } = await this.control.read();
    const index = Math.floor(this.clock.now() / (1000 * Number(policy.limits['tickSeconds'] ?? 10)));
    if (index !== this.lastTick) await this.automation.tick(index);
    this.lastTick = index;
    if (performance.now() - this.trimmedAt < TRIM_EVERY_MS) return;
    this.trimmedAt = performance.now();
    await this.floors.trim();
  }
}
