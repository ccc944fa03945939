import type { Zone } from './wall-time.js';
import { PROFILES } from './profile.js';

export interface Surge {
  channel: string;
  from: number;
  to: number;
  /** How many times as many arrive. */
  factor: number;
}

const MINUTE_MS = 60_000;
/** In site time from the start: at twenty times the speed one real minute after it, and then every six real minutes. */
const FIRST_MS = 20 * MINUTE_MS;
const EVERY_MS = 120 * MINUTE_MS;
const LASTS_MS = 30 * MINUTE_MS;
const FACTOR = 4;
const ORDER = ['phone', 'app_chat', 'web_chat', 'social', 'phone', 'email'] as const;

/** What is going on besides the ordinary day, and when the back office comes to help. */
export class Surges {
  constructor(
    private readonly startedAt: number,
    private readonly zone: Zone,
  ) {}

  /** The surges that begin in [from, to). */
  between(from: number, to: number): Surge[] {
    const first = Math.max(0, Math.ceil((from - this.startedAt - FIRST_MS) / EVERY_MS));
    const found: Surge[] = [];
    for (let i = first; this.startedAt + FIRST_MS + i * EVERY_MS < to; i += 1) found.push(...this.surge(i));
    return found;
  }

  /** The most that `factor` ever is. */
  readonly highest = FACTOR;

  factor(channel: string, at: number): number {
    const factors = this.between(at - LASTS_MS, at + 1).flatMap((surge) =>
      surge.channel === channel && at >= surge.from && at < surge.to ? [surge.factor] : [],
    );
    return Math.max(1, ...factors);
  }

  private surge(i: number): Surge[] {
    const from = this.startedAt + FIRST_MS + i * EVERY_MS;
    const channel = this.firstOpen(i, from);
    const surge = (id: string, factor: number): Surge => ({ channel: id, from, to: from + LASTS_MS, factor });
    // The promotion brings some of those who get no line into the web chat.
    return channel === 'phone' ? [surge('phone', FACTOR), surge('web_chat', 1.4)] : [surge(channel, FACTOR)];
  }

  private firstOpen(i: number, at: number): string {
    const { hour, weekday } = this.zone.at(at);
    const isOpen = (id: string): boolean => {
      const { open } = PROFILES.find((profile) => profile.id === id)!;
      return open.days.includes(weekday) && hour >= open.from && hour < open.to;
    };
    const turn = ORDER.map((_, j) => ORDER[(i + j) % ORDER.length]!);
    return turn.find(isOpen)!;
  }
}
