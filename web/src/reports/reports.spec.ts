/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { linesOption, trendOption } from './chart-options';
import { change, figure, isFew } from './figures';
import type { Ink } from './ink';
import { bucketLabel } from './labels';
import { presetOf, presetPeriod, weekdayBefore } from './period';

describe('periods', () => {
  it('are told from the site’s day, across months and years', () => {
    expect(presetPeriod('last7', '2026-01-03')).toEqual({ from: '2025-12-28', to: '2026-01-03' });
    expect(presetPeriod('lastMonth', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(presetOf({ from: '2026-11-20', to: '2026-11-20' }, '2026-11-20')).toBe('today');
    expect(presetOf({ from: '2026-11-02', to: '2026-11-20' }, '2026-11-20')).toBeNull();
  });
  it('stand against the same weekdays, and do not overlap them', () => {
    expect(weekdayBefore({ from: '2026-11-14', to: '2026-11-20' })).toMatchObject({ from: '2026-11-07', to: '2026-11-13' });
    expect(weekdayBefore({ from: '2026-11-11', to: '2026-11-20' })).toMatchObject({ from: '2026-10-28', to: '2026-11-06' });
  });
});

describe('figures', () => {
  it('are read by the unit of their definition, and are a dash when nobody knows', () => {
    expect(figure('created', 13169, 'en')).toBe('13,169');
    expect(figure('created', 467.64, 'en')).toBe('467.6');
    expect(figure('avgResponseSeconds', 720, 'zh-CN')).toBe('12 分');
    expect(figure('timeoutRate', 2 / 120, 'en')).toBe('1.7%');
    expect(figure('satisfaction', null, 'en')).toBe('–');
  });
  it('differ with a sign, shares in points', () => {
    expect(change('satisfaction', 0.03, 'en')).toBe('+3 pp');
    expect(change('avgResponseSeconds', -480, 'en')).toBe('−8 min');
    expect(change('created', null, 'en')).toBe('–');
  });
  it('say when they stand on too few', () => {
    expect([isFew('satisfaction', 4), isFew('satisfaction', 5), isFew('timeoutRate', 19), isFew('created', 1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
  it('keep the site’s own clock in their labels', () => {
    expect(bucketLabel('2026-11-18T09:00:00+08:00', 'hour')).toBe('11-18 09:00');
    expect(bucketLabel('2026-11-01', 'month')).toBe('2026-11-01');
  });
});

it('draws a line where it leads somewhere, and bars where there are but one or two points', () => {
  const drawn = (values: (number | null)[]) => {
    const [labels, format] = [values.map(String), String];
    const one = { name: '', values };
    return [
      trendOption({} as Ink, { labels, now: one, before: one, target: null, format }),
      linesOption({} as Ink, { labels, series: [one, { ...one, values: [null] }], format }),
    ].map(({ series }) => (series as { type: string }[])[0]!.type);
  };
  expect([drawn([null, null, 7]), drawn([1, 0, 7])]).toEqual([
    ['bar', 'bar'],
    ['line', 'line'],
  ]);
});
