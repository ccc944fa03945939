import { DateTime } from 'luxon';
import { SITE } from '../../../test/support/floor.js';
import { bucketsOf, hourFinder, stretchesOf } from './period.js';

describe('stretches of a day', () => {
  it.each([
    ['Europe/Berlin', '2026-10-25'],
    ['America/New_York', '2015-03-08'],
    ['Europe/London', '2026-03-29'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Asia/Kathmandu', '2026-11-18'],
    ['UTC', '2026-11-18'],
  ])('are named as the clocks of %s showed on %s, with their offset', (timeZone, day) => {
    const { buckets } = bucketsOf(
      { from: day, to: day },
      '5min',
      { ...SITE, timeZone },
      { first: day, today: day, now: Infinity },
    );
    const named = buckets.map(({ at }) => Date.parse(at));
    const asLuxon = named.map((at) => DateTime.fromMillis(at, { zone: timeZone }).toISO({ suppressMilliseconds: true }));
    expect(buckets.map(({ at }) => at)).toEqual(asLuxon);
    for (const at of named) {
      const { hour, weekday } = DateTime.fromMillis(at, { zone: timeZone });
      expect(hourFinder(timeZone)(at)).toMatchObject({ hour, weekday });
    }
    expect(new Set(named.slice(1).map((at, i) => at - named[i]!))).toEqual(new Set([300_000]));
  });
});

describe('a period cut for an export', () => {
  it('begins and ends where it was asked for, and breaks at weeks and months', () => {
    const period = { from: '2026-11-04', to: '2026-12-02' };
    expect(stretchesOf(period, 'month')).toEqual([
      { from: '2026-11-04', to: '2026-11-30' },
      { from: '2026-12-01', to: '2026-12-02' },
    ]);
    expect(stretchesOf(period, 'week').map(({ from }) => from)).toEqual([
      '2026-11-04',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(stretchesOf(period, 'day')).toHaveLength(29);
  });
});
