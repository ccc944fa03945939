// What a report is asked for, read from its query: 422 with the places where it makes no sense.
import {
  type FieldCode,
  fieldError,
  type FieldParams,
  LANGUAGES,
  REPORT_FORMATS,
  REPORT_GRAINS,
  type Language,
  type ReportFormat,
  type ReportGrain,
} from '@tideboard/contracts';
import { DateTime } from 'luxon';
import { ProblemError } from '../platform/http/problem.js';
import { daysIn, lastComplete, namedPeriod, type Period, shiftDay } from './period.js';

export type RawQuery = Record<string, unknown>;

/** The parameters that reports share, as OpenAPI tells them. */
export const FORM = { format: REPORT_FORMATS, lang: LANGUAGES, channel: 'one channel' };
export const DAYS = {
  from: 'the first business day of the site, YYYY-MM-DD; without it the seven days up to `to`',
  to: 'the last one, inclusive; today where missing',
  ...FORM,
};

/** Days at the most: a report must answer while one waits for it. */
const MOST: Record<ReportGrain, number> = { '5min': 7, hour: 100, day: 800, week: 3700, month: 3700, quarter: 3700 };

const refuse = (name: string, code: FieldCode, params: FieldParams = {}): ProblemError =>
  new ProblemError(422, 'invalid', 'The query does not have the expected shape.', {
    errors: [fieldError(`/${name}`, code, params)],
  });

/** A parameter given twice comes as a list, which none of ours is. */
export function text(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw refuse(name, 'once');
  return value;
}

function oneOf<T extends string>(query: RawQuery, name: string, { of, otherwise }: { of: readonly T[]; otherwise: T }): T {
  const value = text(query, name) ?? otherwise;
  if (!of.includes(value as T)) throw refuse(name, 'choice', { allowed: of.join(', ') });
  return value as T;
}

export const readGrain = (query: RawQuery, otherwise: ReportGrain = 'day'): ReportGrain =>
  oneOf(query, 'grain', { of: REPORT_GRAINS, otherwise });
export const readFormat = (query: RawQuery): ReportFormat => oneOf(query, 'format', { of: REPORT_FORMATS, otherwise: 'json' });
export const readBy = (query: RawQuery): 'kind' | 'topic' => oneOf(query, 'by', { of: ['kind', 'topic'], otherwise: 'kind' });
export const readLanguage = (query: RawQuery): Language | null => {
  const value = oneOf(query, 'lang', { of: ['', 'zh-CN', 'en'], otherwise: '' });
  return value === '' ? null : value;
};

function readDay(value: string, name: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? DateTime.fromISO(value, { zone: 'utc' }) : null;
  if (!date?.isValid || date.year < 1990 || date.year > 2100) throw refuse(name, 'business_day');
  return value;
}

/** `from` and `to`, both inclusive; the week that ends today where nothing is said. */
export function readPeriod(query: RawQuery, today: string, grain: ReportGrain = 'day'): Period {
  const [saidFrom, saidTo] = [text(query, 'from'), text(query, 'to')];
  const to = saidTo === undefined ? (saidFrom === undefined || saidFrom <= today ? today : saidFrom) : readDay(saidTo, 'to');
  const from = saidFrom === undefined ? shiftDay(to, -6) : readDay(saidFrom, 'from');
  return checked({ from, to }, grain, 'from');
}

/** `2026-11-01..2026-11-14`, `2026-W47` or `2026-11`. */
export function readNamed(query: RawQuery, name: string): Period {
  const value = text(query, name);
  if (value === undefined) throw refuse(name, 'required');
  const named = namedPeriod(value);
  if (named) return named;
  const [from, to, more] = value.split('..');
  if (!from || !to || more !== undefined) throw refuse(name, 'period');
  return checked({ from: readDay(from, name), to: readDay(to, name) }, 'day', name);
}

/** A week or a month; the last complete one by `week` and `month`. */
export function readQualityPeriod(query: RawQuery, today: string): Period & { name: string } {
  const said = text(query, 'period') ?? 'week';
  const unit = /^week(ly)?$/.test(said) ? 'week' : /^month(ly)?$/.test(said) ? 'month' : null;
  const name = unit ? lastComplete(unit, today) : said;
  const period = namedPeriod(name);
  if (!period) throw refuse('period', 'week_or_month');
  return { name, ...period };
}

function checked(period: Period, grain: ReportGrain, name: string): Period {
  if (period.from > period.to) throw refuse(name, 'start_after_end');
  const limit = MOST[grain];
  if (daysIn(period) > limit)
    throw new ProblemError(422, 'range', `At most ${limit} days by ${grain}.`, {
      errors: [fieldError(`/${name}`, 'too_many_days', { limit })],
    });
  return period;
}
