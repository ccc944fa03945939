import type { Site } from '@tideboard/contracts';
import { DateTime } from 'luxon';

/** A business day of the site: its date, and the instants [from, to) that belong to it (epoch ms). 23 to 25 hours long as a rule. */
export interface BusinessDay {
  date: string;
  from: number;
  to: number;
}

export type DayRule = Pick<Site, 'timeZone' | 'businessDayStart'>;

/**
 * First instant of the business day `date`. Where the local time occurs twice the first one counts, where it does not occur the next
 * one that does: days then follow each other without a gap and no instant belongs to two.
 */
export function startOfDay(date: string, rule: DayRule): number {
  const local = DateTime.fromISO(`${date}T00:00`, { zone: 'utc' });
  const [hour = 0, minute = 0] = rule.businessDayStart.split(':').map(Number);
  const at = DateTime.fromObject(
    { year: local.year, month: local.month, day: local.day, hour: hour % 24, minute },
    { zone: rule.timeZone },
  );
  return Math.min(...at.getPossibleOffsets().map((instant) => instant.toMillis()));
}

const shift = (date: string, days: number): string => DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate()!;

/** The business day that holds `instant`. */
export function businessDay(instant: number, rule: DayRule): BusinessDay {
  const guess = DateTime.fromMillis(instant, { zone: rule.timeZone }).toISODate()!;
  // From the latest candidate down: on a skipped date (Apia, 2011-12-30) two dates start at one instant, and the later one is real.
  const date =
    [1, 0, -1].map((days) => shift(guess, days)).find((candidate) => startOfDay(candidate, rule) <= instant) ?? shift(guess, -2);
  return { date, from: startOfDay(date, rule), to: startOfDay(shift(date, 1), rule) };
}

/** `businessDay` that remembers the days it has met: a board asks for the same few days hundreds of thousands of times. */
export function makeDayFinder(rule: DayRule): (instant: number) => BusinessDay {
  let latest: BusinessDay | undefined;
  const met = new Map<number, BusinessDay>();
  return (instant) => {
    if (latest && instant >= latest.from && instant < latest.to) return latest;
    const hour = Math.floor(instant / 900_000);
    const known = met.get(hour);
    if (known && instant >= known.from && instant < known.to) return (latest = known);
    if (met.size > 20_000) met.clear();
    latest = businessDay(instant, rule);
    met.set(hour, latest);
    return latest;
  };
}
