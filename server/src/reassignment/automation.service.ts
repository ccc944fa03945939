import { Injectable } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { type Control, isPaused } from './control.js';
import { ControlStore } from './control-store.js';
import { FloorReader } from './floor-reader.service.js';
import { Homecomings } from './homecomings.service.js';
import { Planner } from './planner.service.js';
import { haltOf } from './proposals.js';
import { Proposer } from './proposer.service.js';
import { ShadowBook } from './shadow-book.service.js';
import { Withdrawals } from './withdrawals.service.js';

/** Asks the plan at every tick and does with its answer what the mode says. Runs on the holder of the lease. */
@Injectable()
export class Automation {
  constructor(
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly planner: Planner,
    private readonly shadow: ShadowBook,
    private readonly homecomings: Homecomings,
    private readonly withdrawals: Withdrawals,
    private readonly proposer: Proposer,
    private readonly clock: SiteClock,
  ) {}

  async tick(index: number): Promise<void> {
    const control = await this.control.read();
    await this.endPause(control);
    const { policy } = control;
    if (policy.mode === 'off') return this.say(null);
    if (isPaused(control.pause, this.clock.now())) return;
    const floor = await this.floors.read();
    const asked = await this.planner.ask(floor, policy);
    await this.say(haltOf(floor.board, asked));
    if (policy.mode === 'shadow') return this.shadow.add(asked.actions, floor.snapshot.now, policy.version);
    await this.homecomings.bring(asked.actions, floor);
    await this.withdrawals.withdraw(floor, policy);
    await this.proposer.propose(asked, { floor, policy, index });
  }

  private async endPause({ pause }: Control): Promise<void> {
    const now = this.clock.now();
    if (pause === null || isPaused(pause, now)) return;
    await this.control.update((control) =>
      control.pause && !isPaused(control.pause, now) ? { ...control, pause: null } : control,
    );
  }

  private async say(halt: string | null): Promise<void> {
    await this.control.update((control) => (control.halt === halt ? control : { ...control, halt }));
  }
}
