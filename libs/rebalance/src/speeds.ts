import { figure, within } from './figures.js';
import type { AgentSnapshot } from './types.js';

/**
 * Who can do what how fast: pairs of channel and speed, agent after agent, in one block of memory. A handful of numbers is
 * searched faster than any map is read, and a list for each of thousands of people would have to be cleared up after each plan.
 */
export class Speeds {
  private pairs: Float64Array;
  /** Numbers used so far; the part of an agent begins and ends at one. */
  end = 0;

  constructor(people: number) {
    this.pairs = new Float64Array(8 * people + 2);
  }

  /** Reads what an agent of this home (-1: of none) can do, to the end of the table. */
  read(said: AgentSnapshot['skills'], at: ReadonlyMap<string, number>, home: number): void {
    let hasHome = false;
    const skills = said ?? {};
    for (const id in skills) {
      const channel = at.get(id);
      const speed = figure(skills[id], 0);
      if (channel === undefined || !(speed > 0)) continue;
      this.add(channel, within(speed, 0.05, 5));
      if (channel === home) hasHome = true;
    }
    // Nobody is home where they cannot work, whatever a list of second skills leaves out.
    if (home >= 0 && !hasHome) this.add(home, 1);
  }

  private add(channel: number, speed: number): void {
    if (this.end === this.pairs.length) {
      const longer = new Float64Array(2 * this.end);
      longer.set(this.pairs);
      this.pairs = longer;
    }
    this.pairs[this.end++] = channel;
    this.pairs[this.end++] = speed;
  }

  channel(at: number): number {
    return this.pairs[at] as number;
  }

  /** Speed at a channel in the part from `from` to `to`; 0 without the skill. */
  of(channel: number, from: number, to: number): number {
    for (let i = from; i < to; i += 2) if (this.pairs[i] === channel) return this.pairs[i + 1] as number;
    return 0;
  }
}
