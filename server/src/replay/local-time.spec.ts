import { DateTime } from 'luxon';
import { LocalTime } from './local-time.js';

describe('a recorded clock', () => {
  it.each([
    ['America/New_York', 2015, 3, 8],
    ['America/New_York', 2015, 11, 1],
    ['America/Havana', 2026, 3, 8],
    ['Asia/Jerusalem', 1999, 2, 28],
  ])('is read as the clocks of %s went on %i-%i-%i', (zone, year, month, day) => {
    const local = new LocalTime(zone);
    for (let hour = 0; hour < 24; hour += 1) {
      const twice = DateTime.fromObject({ year, month, day, hour, minute: 30 }, { zone }).getPossibleOffsets();
      const expected = Math.min(...twice.map((at) => at.toMillis()));
      expect([hour, local.instant(year, month, day, hour * 3600 + 1800)]).toEqual([hour, expected]);
    }
    const next = DateTime.fromObject({ year, month, day, hour: 1 }, { zone }).plus({ days: 1 }).toMillis();
    expect(local.instant(year, month, day, 25 * 3600)).toBe(next);
  });

  it('is read in twelve hours too, and not at all where it is none', () => {
    const local = new LocalTime('America/New_York');
    const boston = 'M/d/yyyy h:mm:ss a';
    expect(local.read('03/08/2015 12:54:30 AM', boston)).toBe(Date.parse('2015-03-08T00:54:30-05:00'));
    expect(local.read('03/08/2015 12:54:30 PM', boston)).toBe(Date.parse('2015-03-08T12:54:30-04:00'));
    expect([local.read('13/08/2015 01:00:00 PM', boston), local.read('', boston)]).toEqual([null, null]);
  });
});
