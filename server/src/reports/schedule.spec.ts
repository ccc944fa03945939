import { describe, expect, it } from '@jest/globals';
import type { Site } from '@tideboard/contracts';
import { duePeriods, nextDue, patternsOf, periodOf } from './schedule.js';

const names = (days: string[], today: string, kept: string[] = []) =>
  duePeriods(days, today, new Set(kept)).map(({ name }) => name);

describe('quality reports are due', () => {
  it('once the last business day of a week or month is over, and not a day earlier', () => {
    expect(names(['2026-11-18'], '2026-11-22')).toEqual([]);
    expect(names(['2026-11-18'], '2026-11-23')).toEqual(['2026-W47']);
    expect(names(['2026-11-18'], '2026-12-01')).toEqual(['2026-W47', '2026-11']);
  });
  it('for everything that was missed, each once, and for nothing that nobody recorded', () => {
    const days = ['2026-10-30', '2026-11-10', '2026-11-11', '2026-11-24'];
    expect(names(days, '2026-12-03')).toEqual(['2026-10', '2026-W44', '2026-W46', '2026-W48', '2026-11'].toSorted(byEnd));
    expect(names(days, '2026-12-03', ['2026-W44', '2026-10', '2026-11'])).toEqual(['2026-W46', '2026-W48']);
  });
  it('by ISO weeks across a year', () => {
    expect(periodOf('2027-01-02', 'week')).toMatchObject({ name: '2026-W53', from: '2026-12-28', to: '2027-01-03' });
    expect(periodOf('2024-02-29', 'month')).toMatchObject({ name: '2024-02', to: '2024-02-29' });
  });
});
const ENDS: Record<string, string> = {
  '2026-10': '2026-10-31',
  '2026-W44': '2026-11-01',
  '2026-W46': '2026-11-15',
  '2026-W48': '2026-11-29',
  '2026-11': '2026-11-30',
};
const byEnd = (a: string, b: string): number => ENDS[a]!.localeCompare(ENDS[b]!);

describe('the schedule', () => {
  it('follows the business day, also past midnight', () => {
    expect(patternsOf({ businessDayStart: '00:00' })).toEqual({ week: '10 0 * * 1', month: '10 0 1 * *' });
    expect(patternsOf({ businessDayStart: '04:30' })).toEqual({ week: '40 4 * * 1', month: '40 4 1 * *' });
    expect(patternsOf({ businessDayStart: '23:55' })).toEqual({ week: '5 0 * * 2', month: '5 0 2 * *' });
  });
  it.each([
    // The clocks go back in the night to the 1st of November, and forward in the night to the 29th of March.
    ['2026-10-28', 'America/New_York', '2026-11-02T05:10:00.000Z'],
    ['2026-10-21', 'America/New_York', '2026-10-26T04:10:00.000Z'],
    ['2026-03-25', 'Europe/Berlin', '2026-03-29T22:10:00.000Z'],
    ['2026-11-18', 'Asia/Shanghai', '2026-11-22T16:10:00.000Z'],
  ])('of %s in %s: %s', (today, timeZone, at) => {
    expect(new Date(nextDue(today, { timeZone, businessDayStart: '00:00' } as Site).week).toISOString()).toBe(at);
  });
});
