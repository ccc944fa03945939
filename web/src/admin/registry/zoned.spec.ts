import { expect, it } from '@jest/globals';
import { fromLocal, toLocal } from './zoned';

it.each<[string, string, string]>([
  ['Asia/Shanghai', '2026-11-18T22:00', '2026-11-18T14:00:00.000Z'],
  ['America/New_York', '2026-07-01T00:30', '2026-07-01T04:30:00.000Z'],
  ['Asia/Kolkata', '2026-01-01T05:29', '2025-12-31T23:59:00.000Z'],
])('says what the clocks of %s say', (zone, local, instant) => {
  expect([toLocal(instant, zone), fromLocal(local, zone)]).toEqual([local, instant]);
});

it('knows the days on which clocks are set', () => {
  expect(fromLocal('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(fromLocal('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  expect(toLocal('nothing', 'Europe/Berlin')).toBe('');
});
