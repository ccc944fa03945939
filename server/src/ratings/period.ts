import { businessDay, type DayRule, startOfDay } from '@tideboard/domain';
import { DateTime } from 'luxon';
import { ProblemError } from '../platform/http/problem.js';

/** Business days `first` to `last`, both inclusive, and the instants [from, to) that they cover (epoch ms). */
export interface Period {
  first: string;
  last: string;
  from: number;
  to: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 400;

const plus = (day: string, days: number): string => DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;

/** The period asked for; without bounds the seven days up to today. @throws ProblemError 422 */
export function readPeriod(query: { from?: string | undefined; to?: string | undefined }, rule: DayRule, now: number): Period {
  const last = query.to ?? businessDay(now, rule).date;
  const first = query.from ?? plus(dayOf('to', last), 1 - DEFAULT_DAYS);
  const days = DateTime.fromISO(dayOf('to', last)).diff(DateTime.fromISO(dayOf('from', first)), 'days').days;
  if (days < 0 || days >= MOST_DAYS)
    throw new ProblemError(422, 'query', `from, to: 1 to ${MOST_DAYS} days, the first one first`);
  return { first, last, from: startOfDay(first, rule), to: startOfDay(plus(last, 1), rule) };
}

function dayOf(name: string, text: string): string {
  if (!DAY.test(text) || !DateTime.fromISO(text).isValid) throw new ProblemError(422, 'query', `${name}: a day, as 2026-11-18`);
  return text;
}
