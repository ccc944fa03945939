import { RETENTION } from '../directory/defaults.js';
import { shiftDay } from './period.js';
import { expired } from './rollup-retention.js';

describe('rollups', () => {
  it('are kept by their own grain, counted in days of the calendar and not in days with something in them', () => {
    const days = [-500, -400, -399, -120, -119, -40, -35, -34, 0].map((n) => shiftDay('2026-11-18', n));
    const gone = expired(days, { today: '2026-11-18', kept: { ...RETENTION, rollup5minDays: 35, rollupDayDays: 400 } });
    const left = (grain: string): string[] => days.filter((day) => !gone.some(([of, which]) => of === grain && which === day));
    expect(left('5min')).toEqual(days.slice(-2));
    expect(left('hour')).toEqual(days.slice(-5));
    expect(left('day')).toEqual(days.slice(-7));
  });
});
