import { describe, expect, it } from '@jest/globals';
import type { Channel } from '@tideboard/contracts';
import { makeCalendar } from './service-hours.js';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string): number => Date.parse(text);
const calendar = (serviceHours: Channel['serviceHours'], zone = 'UTC', holidays: string[] = []) =>
  makeCalendar({ serviceHours, holidays }, zone);
const OFFICE = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
const SPLIT = [
  { days: DAYS, from: '13:30', to: '18:00' },
  { days: DAYS, from: '08:00', to: '12:00' },
];
const NIGHT = [{ days: DAYS, from: '22:00', to: '06:00' }];

describe('a clock in service hours', () => {
  it.each([
    ['runs on without hours', calendar(null), '2026-11-21T03:00:00Z', 600, '2026-11-21T03:10:00Z'],
    ['waits for the morning', calendar(OFFICE), '2026-11-18T17:55:00Z', 600, '2026-11-19T09:05:00Z'],
    ['waits for Monday', calendar(OFFICE), '2026-11-20T17:55:00Z', 600, '2026-11-23T09:05:00Z'],
    ['waits over lunch', calendar(SPLIT), '2026-11-18T11:55:00Z', 600, '2026-11-18T13:35:00Z'],
    ['runs through a night shift', calendar(NIGHT), '2026-11-18T23:55:00Z', 600, '2026-11-19T00:05:00Z'],
    ['may end with the shift', calendar(OFFICE), '2026-11-18T17:50:00Z', 600, '2026-11-18T18:00:00Z'],
    ['begins at the opening', calendar(OFFICE), '2026-11-18T03:00:00Z', 0, '2026-11-18T09:00:00Z'],
    ['waits out a holiday', calendar(OFFICE, 'UTC', ['2026-11-19']), '2026-11-18T17:55:00Z', 600, '2026-11-20T09:05:00Z'],
    ['is local', calendar(OFFICE, 'Asia/Shanghai'), '2026-11-18T00:00:00Z', 600, '2026-11-18T01:10:00Z'],
    ['keeps wall time over a change', calendar(OFFICE, 'America/New_York'), '2026-10-30T21:55:00Z', 600, '2026-11-02T14:05:00Z'],
    // 22:00 to 06:00 holds nine hours in the night that has an hour twice.
    [
      'counts the hour that comes twice',
      calendar(NIGHT, 'America/New_York'),
      '2026-11-01T02:00:00Z',
      9 * 3600,
      '2026-11-01T11:00:00Z',
    ],
    [
      'finds the same day east of the date line',
      calendar(SPLIT, 'Pacific/Apia'),
      '2026-11-17T18:30:00Z',
      3600,
      '2026-11-17T20:00:00Z',
    ],
  ])('%s', (_, hours, start, seconds, due) => {
    expect(new Date(hours.add(at(start), seconds)).toISOString()).toBe(new Date(due).toISOString());
  });

  it('never ends where nobody ever serves', () => {
    expect(calendar([]).add(at('2026-11-18T00:00:00Z'), 1)).toBe(Infinity);
    expect(calendar([]).nextChange(at('2026-11-18T00:00:00Z'))).toBe(Infinity);
  });
});

describe('open or not', () => {
  it('is from the first to before the last instant of a shift', () => {
    const office = calendar(OFFICE);
    expect(
      ['08:59:59.999', '09:00:00.000', '17:59:59.999', '18:00:00.000'].map((t) => office.isOpen(at(`2026-11-18T${t}Z`))),
    ).toEqual([false, true, true, false]);
    expect(calendar(NIGHT).isOpen(at('2026-11-18T05:59:00Z'))).toBe(true);
    expect(calendar(NIGHT, 'UTC', ['2026-11-17']).isOpen(at('2026-11-18T05:59:00Z'))).toBe(false);
  });

  it('changes where it says', () => {
    const split = calendar(SPLIT);
    expect(split.nextChange(at('2026-11-18T08:00:00Z'))).toBe(at('2026-11-18T12:00:00Z'));
    expect(split.nextChange(at('2026-11-18T12:00:00Z'))).toBe(at('2026-11-18T13:30:00Z'));
    expect(calendar(null).nextChange(0)).toBe(Infinity);
  });
});
