// Periods of business days, and the stretches that a report cuts them into.
import type { ReportGrain, Site } from '@tideboard/contracts';
import { type Cell, makeHourFinder, type RollupGrain, startOfDay } from '@tideboard/domain';
import { DateTime } from 'luxon';

/** Business days, both inclusive. */
export interface Period {
  from: string;
  to: string;
}

const utc = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });
export const shiftDay = (date: string, days: number): string => utc(date).plus({ days }).toISODate()!;
export const daysIn = ({ from, to }: Period): number => Math.round(utc(to).diff(utc(from), 'days').days) + 1;
export const datesOf = (period: Period): string[] => Array.from({ length: daysIn(period) }, (_, i) => shiftDay(period.from, i));

/** The same number of days just before. */
export const before = (period: Period): Period => ({
  from: shiftDay(period.from, -daysIn(period)),
  to: shiftDay(period.from, -1),
});

/** `2026-W47` or `2026-11` as its days; null for anything else. */
export function namedPeriod(name: string): Period | null {
  const unit = /^\d{4}-W\d{2}$/.test(name) ? 'week' : /^\d{4}-\d{2}$/.test(name) ? 'month' : null;
  const start = unit && utc(name);
  if (!start?.isValid) return null;
  return { from: start.toISODate()!, to: start.endOf(unit!).toISODate()! };
}

/** The name of the last week or month that is over on `today`. */
export function lastComplete(unit: 'week' | 'month', today: string): string {
  const past = utc(today).startOf(unit).minus({ days: 1 });
  return past.toFormat(unit === 'week' ? "kkkk-'W'WW" : 'yyyy-MM');
}

/** A period cut at the edges of its days, weeks or months. */
export function stretchesOf({ from, to }: Period, grain: 'day' | 'week' | 'month'): Period[] {
  const stretches: Period[] = [];
  for (let begin = from; begin <= to; ) {
    const last = utc(begin).endOf(grain).toISODate()!;
    const end = last < to ? last : to;
    stretches.push({ from: begin, to: end });
    begin = shiftDay(end, 1);
  }
  return stretches;
}

/** Which rollup a grain is summed from. */
export const rollupFor = (grain: ReportGrain): RollupGrain => (grain === '5min' || grain === 'hour' ? grain : 'day');

/** A stretch of a report: its name, and whether it has begun at `now` on a day from `first` on, so that a zero is a zero. */
export interface Bucket {
  at: string;
  known: boolean;
}

export interface Bucketing {
  buckets: Bucket[];
  nameOf: (cell: Pick<Cell, 'day' | 'slot'>) => string;
}

interface Horizon {
  /** First day with anything in it, or null. */
  first: string | null;
  /** The business day that is running, and the site clock (epoch ms). */
  today: string;
  now: number;
}

/** Cuts a period into stretches; together they hold every cell of the period, once. */
export function bucketsOf(period: Period, grain: ReportGrain, site: Site, { first, today, now }: Horizon): Bucketing {
  const known = (day: string): boolean => first !== null && day >= first && day <= today;
  if (grain === '5min' || grain === 'hour') {
    const slots = new Map<number, boolean>();
    const hourOf = hourFinder(site.timeZone);
    const label = memo(labelIn(site.timeZone));
    for (const day of datesOf(period)) {
      const until = startOfDay(shiftDay(day, 1), site);
      for (
        let at = Math.floor(startOfDay(day, site) / 300_000) * 300_000;
        at < until;
        at += grain === '5min' ? 300_000 : 900_000
      ) {
        const slot = grain === '5min' ? at : hourOf(at).slot;
        if (!slots.get(slot)) slots.set(slot, known(day) && slot <= now);
      }
    }
    return { buckets: [...slots].map(([slot, is]) => ({ at: label(slot), known: is })), nameOf: ({ slot }) => label(slot) };
  }
  const nameOf = memo((day: string): string => (grain === 'day' ? day : utc(day).startOf(grain).toISODate()!));
  const buckets = new Map<string, boolean>();
  for (const day of datesOf(period)) buckets.set(nameOf(day), (buckets.get(nameOf(day)) ?? false) || known(day));
  return { buckets: [...buckets].map(([at, is]) => ({ at, known: is })), nameOf: ({ day }) => nameOf(day) };
}

/** The hours of a zone: what was found once is found for every report. */
export const hourFinder = memo(makeHourFinder);

/** Names instants of a zone as RFC 3339, without milliseconds where there are none. The zone is asked once for each of its offsets. */
export const labelIn = memo((timeZone: string): ((at: number) => string) => {
  const hourOf = hourFinder(timeZone);
  const offsetAt = (at: number): string =>
    DateTime.fromMillis(at - (at % 1000), { zone: timeZone })
      .toISO({ suppressMilliseconds: true })!
      .slice(19);
  const suffixes = new Map<number, string>();
  return (at) => {
    const { offset } = hourOf(at);
    const suffix = suffixes.get(offset) ?? offsetAt(at);
    suffixes.set(offset, suffix);
    return new Date(at + offset).toISOString().slice(0, at % 1000 === 0 ? 19 : 23) + suffix;
  };
});

function memo<N, T>(make: (name: N) => T): (name: N) => T {
  const known = new Map<N, T>();
  return (name) => {
    const met = known.get(name);
    if (met !== undefined) return met;
    const made = make(name);
    known.set(name, made);
    return made;
  };
}
