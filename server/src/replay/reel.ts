import type { CloudEvent } from '@tideboard/contracts';
import type { Script } from '../api-client/perform.js';
import type { Timed } from './data-set.js';

/** A recording being played: hands out each event once, and none before its time. */
export class Reel implements Script {
  private next = 0;

  constructor(private readonly events: readonly Timed[]) {}

  advance(siteTime: number): CloudEvent[] {
    const from = this.next;
    while (this.next < this.events.length && this.events[this.next]!.at <= siteTime) this.next += 1;
    return this.events.slice(from, this.next).map(({ event }) => event);
  }

  ended(): boolean {
    return this.next === this.events.length;
  }

  get left(): number {
    return this.events.length - this.next;
  }
}
