import { describe, expect, it } from '@jest/globals';
import { clockTime, count, emWidth, fitScale, percent, span, stopwatch } from './format';

describe('what is not known', () => {
  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('is a dash, never 0: %s', (value) => {
    expect([count(value), percent(value), stopwatch(value), span(value).value, span(value).unit]).toEqual([
      '–',
      '–',
      '–',
      '–',
      null,
    ]);
  });
});

describe('percent', () => {
  it('has at most two decimals and none that says nothing', () => {
    expect([2 / 120, 3 / 90, 1 / 150, 4 / 60, 5 / 40, 0.92, 0, 1].map(percent)).toEqual([
      '1.67%',
      '3.33%',
      '0.67%',
      '6.67%',
      '12.5%',
      '92%',
      '0%',
      '100%',
    ]);
  });
});

describe('span', () => {
  it('speaks in seconds, minutes or hours', () => {
    expect([0, 89, 90, 510, 720, 7200, 36_000].map((s) => `${span(s).value} ${span(s).unit}`)).toEqual([
      '0 seconds',
      '89 seconds',
      '1.5 minutes',
      '8.5 minutes',
      '12 minutes',
      '120 minutes',
      '10 hours',
    ]);
  });
  it('does not jump back where its decimal ends', () => {
    expect([9.94 * 60, 9.96 * 60].map((s) => span(s).value)).toEqual(['9.9', '10']);
  });
});

it('a wait runs as a stopwatch', () => {
  expect([0, 22.9, 250, 3480, 3723, 360_000, -5].map(stopwatch)).toEqual([
    '0:00',
    '0:22',
    '4:10',
    '58:00',
    '1:02:03',
    '100:00:00',
    '0:00',
  ]);
});

it('the clock is that of the site, not of the screen, and survives a zone that this browser does not know', () => {
  const at = Date.parse('2026-03-04T06:32:07Z');
  expect([clockTime(at, 'Asia/Shanghai'), clockTime(at, 'America/New_York')]).toEqual(['14:32:07', '01:32:07']);
  expect(clockTime(Date.parse('2026-03-04T16:00:00Z'), 'Asia/Shanghai')).toBe('00:00:00');
  expect(clockTime(at, 'Mars/Olympus')).toBe('06:32:07');
});

it('a text too wide for its slot is set smaller, another is not', () => {
  expect(fitScale('58', 1.78)).toBe(1);
  expect(emWidth('123456') * fitScale('123456', 1.78)).toBeCloseTo(1.78);
});
