import { describe, expect, it } from '@jest/globals';
import type { ChannelBoard } from '@tideboard/contracts';
import { patienceOf } from './floor.js';

const board = (rest: Partial<ChannelBoard>) =>
  ({
    completedToday: 0,
    inProgress: 0,
    abandonedToday: 0,
    avgResponseSeconds: null,
    pending: 0,
    longestWaitSeconds: null,
    ...rest,
  }) as ChannelBoard;

describe('the patience of customers', () => {
  it('is the usual one of the type until somebody has waited', () => {
    expect(patienceOf('phone', undefined)).toBe(180);
    expect(patienceOf('phone', board({}))).toBe(180);
  });

  it('follows what the day shows: the time waited for each customer who left', () => {
    const at = (abandonedToday: number) =>
      patienceOf('phone', board({ completedToday: 1000, abandonedToday, avgResponseSeconds: 60 }))!;
    expect(at(100)).toBeCloseTo((1100 * 60 + 8 * 180) / 108, 6);
    expect(at(400)).toBeLessThan(at(100));
    expect(at(0)).toBeGreaterThan(3600);
  });

  it('counts the waits of those who still wait: a line that has not shrunk is no sign of impatience', () => {
    const calm = { completedToday: 200, abandonedToday: 6, avgResponseSeconds: 17 };
    const before = patienceOf('phone', board(calm))!;
    const drowning = patienceOf('phone', board({ ...calm, pending: 80, longestWaitSeconds: 360 }))!;
    expect(drowning - before).toBeCloseTo((80 * 180) / 14, 6);
    expect(patienceOf('phone', board({ pending: 10, longestWaitSeconds: 100 }))).toBeCloseTo((500 + 8 * 180) / 8, 6);
  });

  it('is unknown where nobody waits on a line', () => {
    expect(patienceOf('email', board({ completedToday: 10, abandonedToday: 3, avgResponseSeconds: 60 }))).toBeNull();
  });
});
