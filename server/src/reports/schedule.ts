// When quality reports are due. Pure: periods are business days of the site, patterns are the wall clock's in its zone.
import type { QualityUnit, Site } from '@tideboard/contracts';
import { startOfDay } from '@tideboard/domain';
import { DateTime } from 'luxon';
import { namedPeriod, type Period, shiftDay } from './period.js';

/** After the end of the last business day, for what is still on its way. */
const GRACE_MINUTES = 10;
const DAY_MINUTES = 1440;

export interface NamedPeriod extends Period {
  name: string;
  unit: QualityUnit;
}

const FORMATS: Record<QualityUnit, string> = { week: "kkkk-'W'WW", month: 'yyyy-MM' };
const UNITS = ['week', 'month'] as const;
const dateOf = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

/** The week or the month that a business day belongs to. */
export function periodOf(day: string, unit: QualityUnit): NamedPeriod {
  const name = dateOf(day).toFormat(FORMATS[unit]);
  return { name, unit, ...namedPeriod(name)! };
}

/** Weeks and months that are over and hold any of the days, and have no report yet; the earliest end first. */
export function duePeriods(days: Iterable<string>, today: string, kept: ReadonlySet<string>): NamedPeriod[] {
  const due = new Map<string, NamedPeriod>();
  for (const day of days)
    for (const unit of UNITS) {
      const period = periodOf(day, unit);
      if (period.to < today && !kept.has(period.name)) due.set(period.name, period);
    }
  return [...due.values()].toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.name < b.name ? -1 : 1));
}

/** Cron patterns for the first minutes after a week and after a month, on the wall clock. */
export function patternsOf({ businessDayStart }: Pick<Site, 'businessDayStart'>): Record<QualityUnit, string> {
  const [hour = 0, minute = 0] = businessDayStart.split(':').map(Number);
  const at = (hour % 24) * 60 + minute + GRACE_MINUTES;
  const later = Math.floor(at / DAY_MINUTES);
  const clock = `${at % 60} ${Math.floor(at / 60) % 24}`;
  return { week: `${clock} * * ${1 + later}`, month: `${clock} ${1 + later} * *` };
}

/** When the reports on the periods that are running are due (epoch ms). */
export function nextDue(today: string, site: Site): Record<QualityUnit, number> {
  const after = (unit: QualityUnit): number => startOfDay(shiftDay(periodOf(today, unit).to, 1), site) + GRACE_MINUTES * 60_000;
  return { week: after('week'), month: after('month') };
}
