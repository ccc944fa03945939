import type { Channel } from '@tideboard/contracts';
import { DateTime } from 'luxon';

type Hours = Pick<Channel, 'serviceHours' | 'holidays'>;
type Span = readonly [from: number, to: number];

/** When a channel serves. Instants are epoch ms. */
export interface Calendar {
  isOpen(instant: number): boolean;
  /** The instant at which `seconds` of service time have passed since `start`; Infinity when the channel never opens that long. */
  add(start: number, seconds: number): number;
  /** The next instant after `instant` at which `isOpen` changes; Infinity when it never does. */
  nextChange(instant: number): number;
}

const ALWAYS: Calendar = {
  isOpen: () => true,
  add: (start, seconds) => start + seconds * 1000,
  nextChange: () => Infinity,
};

/** A clock that stood still for so many days is taken to stand still for ever. */
const MAX_CLOSED_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * The calendar of a channel in its site's zone. Hours are local wall time, so an 8-to-22 day is 14 hours long on every date but its
 * instants move with daylight saving; a holiday silences the shifts that begin on it.
 */
export function makeCalendar({ serviceHours, holidays }: Hours, timeZone: string): Calendar {
  if (serviceHours === null && holidays.length === 0) return ALWAYS;
  const closed = new Set(holidays);
  const shifts = serviceHours ?? [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  const days = new Map<number, Span[]>();

  /** The shifts that begin on a local date, counted in days since 1970-01-01. Remembered: a zone's rules are slow to ask. */
  const shiftsOf = (day: number): Span[] => {
    const known = days.get(day);
    if (known) return known;
    if (days.size > 4000) days.clear();
    const date = localDate(day, timeZone);
    const spans = closed.has(date.toISODate()!)
      ? []
      : shifts
          .filter((shift) => shift.days.includes(date.weekday))
          .map(
            (shift): Span => [
              atClock(date, shift.from),
              atClock(shift.to > shift.from ? date : date.plus({ days: 1 }), shift.to),
            ],
          )
          .sort((a, b) => a[0] - b[0]);
    days.set(day, spans);
    return spans;
  };

  /**
   * Open spans that end after `instant`, in order and disjoint; they may touch. Begins two days before: the local date may be the one
   * before that of UTC, and a night shift reaches over from the day before that.
   */
  function* spansAfter(instant: number): Generator<Span> {
    let covered = -Infinity;
    for (let day = Math.floor(instant / DAY_MS) - 2, empty = 0; empty < MAX_CLOSED_DAYS; day += 1) {
      const spans = shiftsOf(day);
      empty = spans.length === 0 ? empty + 1 : 0;
      for (const [from, to] of spans) {
        const span: Span = [Math.max(from, covered), to];
        covered = Math.max(covered, to);
        if (span[0] < to && to > instant) yield span;
      }
    }
  }

  return {
    isOpen: (instant) => {
      const next = spansAfter(instant).next();
      return !next.done && next.value[0] <= instant;
    },
    add: (start, seconds) => {
      let left = seconds * 1000;
      for (const [from, to] of spansAfter(start - 1)) {
        const begin = Math.max(from, start);
        if (to - begin >= left) return begin + left;
        left -= Math.max(0, to - begin);
      }
      return Infinity;
    },
    nextChange: (instant) => {
      let end: number | undefined;
      for (const [from, to] of spansAfter(instant)) {
        if (end === undefined && from > instant) return from;
        if (end !== undefined && (from > end || to - instant > MAX_CLOSED_DAYS * DAY_MS)) return from > end ? end : Infinity;
        end = to;
      }
      return end ?? Infinity;
    },
  };
}

function localDate(day: number, timeZone: string): DateTime {
  const utc = new Date(day * DAY_MS);
  return DateTime.fromObject(
    { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() },
    { zone: timeZone },
  ).startOf('day');
}

function atClock(date: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const day = hour === 24 ? date.plus({ days: 1 }) : date;
  return day.set({ hour: hour % 24, minute, second: 0, millisecond: 0 }).toMillis();
}
