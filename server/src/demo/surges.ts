import type { Zone } from './wall-time.js';
import { PROFILES } from './profile.js';

export interface Surge {
  channel: string;
  from: number;
  to: number;
  /** How many times as many arrive. */
  factor: number;
}

/** A part of a surge, in site ms from its beginning. */
interface Wave {
  from: number;
  to: number;
  factor: number;
}

const MINUTE_MS = 60_000;
/** In site time from the start: at twenty times the speed one real minute after it, and then every six real minutes. */
const FIRST_MS = 20 * MINUTE_MS;
const EVERY_MS = 120 * MINUTE_MS;
const LASTS_MS = 25 * MINUTE_MS;
/**
 * Everybody at once when the message goes out, and then those who read it later. Played to nobody who commands (`story.spec.ts`), 108 wait
 * at the worst and more than fifty until an hour and a half after the beginning; with the loans that the plan asks for it is half an hour.
 */
const WAVES: readonly Wave[] = [
  { from: 0, to: 8 * MINUTE_MS, factor: 6 },
  { from: 8 * MINUTE_MS, to: LASTS_MS, factor: 2 },
];
const ORDER = ['phone', 'app_chat', 'web_chat', 'social', 'phone', 'email'] as const;

/** What is going on besides the ordinary day, and when the back office comes to help. */
export class Surges {
  constructor(
    private readonly startedAt: number,
    private readonly zone: Zone,
  ) {}

  /** The first surge is for those at home to master; to a later one the back office comes. */
  isFirst({ from }: Pick<Surge, 'from'>): boolean {
    return from < this.startedAt + FIRST_MS + LASTS_MS;
  }

  /** The surges that begin in [from, to), in their parts. */
  between(from: number, to: number): Surge[] {
    const first = Math.max(0, Math.ceil((from - this.startedAt - FIRST_MS) / EVERY_MS));
    const found: Surge[] = [];
    for (let i = first; this.startedAt + FIRST_MS + i * EVERY_MS < to; i += 1) found.push(...this.surge(i));
    return found;
  }

  /** The most that `factor` ever is. */
  readonly highest = Math.max(...WAVES.map(({ factor }) => factor));

  factor(channel: string, at: number): number {
    const factors = this.between(at - LASTS_MS, at + 1).flatMap((surge) =>
      surge.channel === channel && at >= surge.from && at < surge.to ? [surge.factor] : [],
    );
    return Math.max(1, ...factors);
  }

  private surge(i: number): Surge[] {
    const from = this.startedAt + FIRST_MS + i * EVERY_MS;
    const channel = this.firstOpen(i, from);
    const surge = (id: string, { from: start, to, factor }: Wave): Surge => ({
      channel: id,
      from: from + start,
      to: from + to,
      factor,
    });
    const waves = WAVES.map((wave) => surge(channel, wave));
    // The promotion brings some of those who get no line into the web chat.
    return channel === 'phone' ? [...waves, surge('web_chat', { from: 0, to: LASTS_MS, factor: 1.2 })] : waves;
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
