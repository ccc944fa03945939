import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '@tideboard/contracts';
import { isQuiet, type Rung, ringOf } from './ring';

const alert = (change: Partial<AlertView> = {}): AlertView => ({
  id: 'a',
  channel: 'phone',
  metric: 'pending',
  level: 'breach',
  state: 'firing',
  value: 58,
  threshold: 50,
  raisedAt: '2026-11-22T10:00:00Z',
  clearedAt: null,
  acknowledgedBy: null,
  snoozedUntil: null,
  silencedUntil: null,
  dedupKey: 'a',
  ...change,
});
const siteNow = Date.parse('2026-11-22T10:00:00Z');
/** Seconds at which it rings, looked at every second for `seconds`. */
function rings(at: (second: number) => AlertView[], seconds: number): number[] {
  let rung: Rung = new Map();
  return Array.from({ length: seconds }, (_, second) => second).filter((second) => {
    const answer = ringOf(at(second), rung, { now: second * 1000, siteNow: siteNow + second * 1000 });
    rung = answer.rung;
    return answer.ring;
  });
}

it('quiet hours go over midnight too, and end where they end', () => {
  expect(['21:59', '22:00', '03:00', '07:00'].map((time) => isQuiet('22:00-07:00', time))).toEqual([false, true, true, false]);
  expect(['11:59', '12:00', '13:30'].map((time) => isQuiet('12:00-13:30', time))).toEqual([false, true, false]);
  expect(isQuiet('', '03:00')).toBe(false);
});

describe('the alarm', () => {
  it('rings at once, every half minute, and three times at most', () => {
    expect(rings((second) => (second < 5 ? [] : [alert()]), 300)).toEqual([5, 35, 65]);
  });

  it.each([
    ['that is acknowledged', { acknowledgedBy: 'Wang' }],
    ['under a silence', { silencedUntil: '2026-11-22T11:00:00Z' }],
    ['that is put off', { snoozedUntil: '2026-11-22T11:00:00Z' }],
    ['that only warns', { level: 'watch' as const }],
    ['that has cleared', { state: 'cleared' as const }],
  ])('is silent about one %s', (_, change) => {
    expect(rings(() => [alert(change)], 100)).toEqual([]);
  });

  it('rings once for what a warning has become, and for what is no longer put off', () => {
    expect(rings((second) => [alert({ level: second < 10 ? 'watch' : 'breach' })], 20)).toEqual([10]);
    expect(rings(() => [alert({ snoozedUntil: '2026-11-22T10:00:07Z' })], 20)).toEqual([7]);
  });

  it('rings together for two at once, and anew for a new incident of the same figure', () => {
    expect(rings(() => [alert(), alert({ id: 'b', dedupKey: 'b' })], 20)).toEqual([0]);
    expect(rings((second) => (second < 10 ? [alert()] : second < 12 ? [] : [alert({ dedupKey: 'c' })]), 20)).toEqual([0, 12]);
  });
});
