import { Injectable } from '@nestjs/common';
import type { AutomationReasons } from '@tideboard/contracts';
import { mayRead, type Principal } from '../access/principal.js';
import { ControlStore } from './control-store.js';
import { FloorReader } from './floor-reader.service.js';
import { Planner } from './planner.service.js';
import { besides, readable } from './reasons.js';

/** The same answer serves every console for so long (real ms): reading the floor costs more than a glance is worth. */
const KEPT_MS = 3000;

/** Why the automation does no more than it does, at this moment. */
@Injectable()
export class PlanReasons {
  private latest: { at: number; reasons: Promise<AutomationReasons> } | null = null;

  constructor(
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly planner: Planner,
  ) {}

  async read(caller: Principal): Promise<AutomationReasons> {
    if (this.latest === null || performance.now() - this.latest.at > KEPT_MS) {
      const reasons = this.ask();
      this.latest = { at: performance.now(), reasons };
      reasons.catch(() => (this.latest = null));
    }
    const { at, reasons } = await this.latest.reasons;
    return { at, reasons: readable(reasons, (channel) => mayRead(caller, channel), caller.channels === null) };
  }

  private async ask(): Promise<AutomationReasons> {
    const [floor, { policy }] = await Promise.all([this.floors.read(), this.control.read()]);
    const made = await this.planner.ask(floor, policy);
    return { at: new Date(floor.snapshot.now).toISOString(), reasons: besides(made, policy, floor.board) };
  }
}
