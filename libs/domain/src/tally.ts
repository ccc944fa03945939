import type { Policy } from './policy.js';

/** Counters of the present: they follow the ticket to the channel it is on now. */
export const GAUGES = [
  'pending',
  'inProgress',
  'awaitingFeedback',
  'dueSoon',
  'pastDue',
  'vipPending',
  'complaintsOpen',
  'complaintsWaiting',
  'escalatedOpen',
  'promisesOverdue',
  'recordsLate',
  'agentsEver',
  'agentsOnline',
  'agentsAvailable',
  'agentsBusy',
  'agentsOnLoan',
  'agentsLent',
] as const;
export type Gauge = (typeof GAUGES)[number];

/** Counters of a business day: they stay on the channel that held the ticket when it happened. Sums of time are milliseconds. */
export const DATED = [
  'created',
  'completed',
  'handled',
  'handledMs',
  'answered',
  'answeredMs',
  'answeredInTime',
  'abandoned',
  'timeouts',
  'ratings',
  'satisfied',
  'scoreSum',
  'assignMisses',
  'escalationMisses',
  'complaintMisses',
  'firstContact',
  'reopened',
  'escalated',
  'promisesKept',
  'promisesMissed',
] as const;
export type Dated = (typeof DATED)[number];

/** The bucket of the gauges; every other bucket is a business day's date. */
export const NOW = 'now';

/** A counter's name inside its bucket. Channel ids of the registry hold no colon. */
export const counterName = (channel: string, counter: Gauge | Dated): string => `${channel}:${counter}`;

/** The one counter that belongs to no channel. `*` is no channel's id. */
export const UNMAPPED = '*:unmapped';

/** Amounts by bucket, then by counter name. */
export type Amounts = Record<string, Record<string, number>>;

/** One dated amount before it is summed: what, when (epoch ms), on which business day and channel, how much. */
export interface DatedEntry {
  counter: Dated;
  at: number;
  day: string;
  channel: string;
  amount: number;
}

/** Collects amounts; drops what has no place on the board (rule R3). */
export class Tally {
  readonly amounts: Amounts = {};

  /** @param onDated told of each dated amount as it is counted: history cuts by more than channel and day, and must not count anew */
  constructor(
    private readonly policy: Policy,
    private readonly onDated?: (entry: DatedEntry) => void,
  ) {}

  gauge(counter: Gauge, channel: string, amount = 1): void {
    if (this.policy.has(channel)) this.add(NOW, counterName(channel, counter), amount);
  }

  dated(counter: Dated, at: number, channel: string, amount = 1): void {
    if (!this.policy.channelIn(this.policy.eraAt(at), channel)) return;
    const day = this.policy.dayOf(at).date;
    this.add(day, counterName(channel, counter), amount);
    if (amount !== 0) this.onDated?.({ counter, at, day, channel, amount });
  }

  /** Counts a ticket once however often it comes; the first call, which must be the earliest instant's, decides. */
  datedOnce(counter: Dated, at: number, channel: string): void {
    if (this.once.has(counter)) return;
    this.once.add(counter);
    this.dated(counter, at, channel);
  }

  unmapped(): void {
    this.add(NOW, UNMAPPED, 1);
  }

  sameDay(a: number, b: number): boolean {
    return this.policy.dayOf(a).date === this.policy.dayOf(b).date;
  }

  private readonly once = new Set<Dated>();

  private add(bucket: string, name: string, amount: number): void {
    if (amount === 0) return;
    const counters = (this.amounts[bucket] ??= {});
    counters[name] = (counters[name] ?? 0) + amount;
  }
}

/** `next` minus `previous`, bucket by bucket; counters that do not change are left out. */
export function subtract(next: Amounts, previous: Amounts): Amounts {
  const result: Amounts = {};
  for (const bucket of new Set([...Object.keys(next), ...Object.keys(previous)])) {
    const a = next[bucket] ?? {};
    const b = previous[bucket] ?? {};
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const amount = (a[name] ?? 0) - (b[name] ?? 0);
      if (amount !== 0) (result[bucket] ??= {})[name] = amount;
    }
  }
  return result;
}
