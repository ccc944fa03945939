import { describe, expect, it } from '@jest/globals';
import { businessDay, makeDayFinder } from './business-day.js';

const HOUR = 3_600_000;
const day = (instant: string, timeZone: string, businessDayStart = '00:00') =>
  businessDay(Date.parse(instant), { timeZone, businessDayStart });
const hours = ({ from, to }: { from: number; to: number }): number => (to - from) / HOUR;

describe('a business day', () => {
  it.each([
    ['2026-11-18T15:59:59.999Z', 'Asia/Shanghai', '00:00', '2026-11-18', 24],
    ['2026-11-18T16:00:00.000Z', 'Asia/Shanghai', '00:00', '2026-11-19', 24],
    ['2026-11-18T05:59:59.999Z', 'UTC', '06:00', '2026-11-17', 24],
    ['2026-12-31T18:15:00.000Z', 'Asia/Kathmandu', '00:00', '2027-01-01', 24],
    ['2026-03-08T12:00:00.000Z', 'America/New_York', '00:00', '2026-03-08', 23],
    ['2026-11-01T12:00:00.000Z', 'America/New_York', '00:00', '2026-11-01', 25],
    // 01:30 comes twice; the day begins with the first one.
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '01:30', '2026-11-01', 25],
    ['2026-11-01T06:15:00.000Z', 'America/New_York', '01:30', '2026-11-01', 25],
    // Half an hour of daylight saving.
    ['2026-04-05T00:00:00.000Z', 'Australia/Lord_Howe', '00:00', '2026-04-05', 24.5],
    ['2026-10-04T00:00:00.000Z', 'Australia/Lord_Howe', '00:00', '2026-10-04', 23.5],
    // No midnight: the day begins at one; and a midnight that comes twice.
    ['2026-03-08T05:00:00.000Z', 'America/Havana', '00:00', '2026-03-08', 23],
    ['2026-11-01T04:30:00.000Z', 'America/Havana', '00:00', '2026-11-01', 25],
    // The day that never was.
    ['2011-12-30T09:59:59.999Z', 'Pacific/Apia', '00:00', '2011-12-29', 24],
    ['2011-12-30T10:00:00.000Z', 'Pacific/Apia', '00:00', '2011-12-31', 24],
  ])('%s in %s, begun at %s, is of %s and lasts %d hours', (instant, zone, start, date, length) => {
    const found = day(instant, zone, start);
    expect(found.date).toBe(date);
    expect(hours(found)).toBe(length);
    expect(Date.parse(instant)).toBeGreaterThanOrEqual(found.from);
    expect(Date.parse(instant)).toBeLessThan(found.to);
  });

  it('follows the one before without a gap, all year round', () => {
    for (const timeZone of ['America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Africa/Cairo']) {
      const rule = { timeZone, businessDayStart: '00:00' };
      let { to } = businessDay(Date.UTC(2026, 0, 1), rule);
      for (let i = 0; i < 365; i += 1) {
        const next = businessDay(to, rule);
        expect(next.from).toBe(to);
        ({ to } = next);
      }
    }
  });

  it('is found the same with and without a memory', () => {
    const rule = { timeZone: 'America/New_York', businessDayStart: '01:30' };
    const find = makeDayFinder(rule);
    for (let at = Date.UTC(2026, 9, 31); at < Date.UTC(2026, 10, 3); at += 7 * 60_000) {
      expect(find(at)).toEqual(businessDay(at, rule));
      expect(find(at - 50 * HOUR)).toEqual(businessDay(at - 50 * HOUR, rule));
    }
  });
});
