import { describe, expect, it } from '@jest/globals';
import { readChannel } from './channel.js';
import { courseOf } from './course.js';
import { nothing } from './floor/baselines.js';
import { play } from './floor/engine.js';
import { channel as floorChannel } from './floor/floors.js';
import { report } from './floor/report.js';
import { scenarioDefaults } from './floor/scenario.js';
import { cumulative } from './gaussian.js';
import { arrivalRate, rateAt } from './rates.js';
import type { ChannelSnapshot } from './types.js';

const flat = (slots: number) => new Float64Array(251).fill(slots);

function read(rest: Partial<ChannelSnapshot>) {
  return readChannel(
    {
      id: 'phone',
      pending: 0,
      oldestWaitSeconds: 0,
      inProgress: 8,
      arrivals: { m1: 2, m5: 13, m15: 40, m60: 160 },
      observedSeconds: 7200,
      responseSeconds: 20,
      serviceLevelTarget: 0.8,
      configuredHandleSeconds: 180,
      patienceSeconds: 200,
      ...rest,
    },
    0,
  )!;
}

describe('the predictor', () => {
  it('knows the normal distribution to five digits', () => {
    for (const [z, p] of [
      [0, 0.5],
      [1, 0.8413447],
      [-1.96, 0.0249979],
      [3, 0.9986501],
      [9, 1],
    ] as const)
      expect(cumulative(z)).toBeCloseTo(p, 4);
  });

  it.each([
    { servers: 8, perHour: 160 },
    { servers: 10, perHour: 160 },
    { servers: 12, perHour: 200 },
  ])(
    'foresees the misses of a simulated floor within eight points: $servers agents, $perHour an hour',
    ({ servers, perHour }) => {
      const shift = { fromSeconds: 0, toSeconds: 1e6 };
      const world = play(
        {
          ...scenarioDefaults,
          id: 'steady',
          durationSeconds: 200 * 3600,
          tickSeconds: 3600,
          channels: [
            floorChannel({
              id: 'phone',
              medium: 'voice',
              perHour,
              handleSeconds: 180,
              handleCv: 1,
              responseSeconds: 20,
              patienceSeconds: 200,
            }),
          ],
          agents: Array.from({ length: servers }, (_, i) => ({
            id: `a${i}`,
            home: 'phone',
            skills: { phone: 1 },
            shifts: [shift],
          })),
        },
        nothing,
        1,
      );
      const measured = report(world).channels[0]!.serviceLevel!;
      const load = perHour / 20;
      const arrivals = { m1: perHour / 60, m5: perHour / 12, m15: perHour / 4, m60: perHour };
      const channel = read({ inProgress: Math.min(servers, load), pending: Math.max(0, load - servers), arrivals });
      expect(Math.abs(courseOf(channel, flat(servers), { horizonSeconds: 1800 }).serviceLevel - measured)).toBeLessThan(0.08);
    },
  );

  it('finds fewer misses with more people, later help less useful, and a pessimist more misses', () => {
    const channel = read({ pending: 12, oldestWaitSeconds: 120 });
    const misses = (slots: number, more: object = {}) =>
      courseOf(channel, flat(8), { slots, horizonSeconds: 1800, ...more }).misses;
    expect(misses(4)).toBeLessThan(misses(2));
    expect(misses(2)).toBeLessThan(misses(0));
    expect(misses(4, { fromSeconds: 600 })).toBeGreaterThan(misses(4, { fromSeconds: 60 }));
    expect(misses(2, { pessimism: 1 })).toBeGreaterThan(misses(2));
  });

  it('counts those who wait already by their place in the line', () => {
    const late = courseOf(read({ pending: 10, oldestWaitSeconds: 60, arrivals: { m1: 0, m5: 0, m15: 0, m60: 0 } }), flat(8), {
      horizonSeconds: 1800,
    });
    expect(late.misses).toBeGreaterThan(9);
    const fresh = courseOf(
      read({ pending: 2, oldestWaitSeconds: 1, inProgress: 2, arrivals: { m1: 0, m5: 0, m15: 0, m60: 0 } }),
      flat(80),
      { horizonSeconds: 1800 },
    );
    expect(fresh.misses).toBeLessThan(0.5);
  });
});

describe('the arrival rate', () => {
  const rate = (arrivals: ChannelSnapshot['arrivals'], rest: Partial<ChannelSnapshot> = {}) =>
    arrivalRate({ id: 'a', arrivals, observedSeconds: 7200, ...rest });
  const perHour = (r: ReturnType<typeof rate>, at = 0) => Math.round(rateAt(r!, at) * 3600);

  it('takes the hour without its newest quarter as usual', () => {
    expect(perHour(rate({ m1: 1, m5: 8, m15: 25, m60: 100 }))).toBe(100);
  });

  it('believes a surge, does not believe a wave, and lets what it believes fade', () => {
    const surge = rate({ m1: 5, m5: 25, m15: 40, m60: 115 });
    expect(perHour(surge)).toBeGreaterThan(250);
    expect(perHour(surge, 1200)).toBeLessThan(200);
    expect(perHour(rate({ m1: 2, m5: 10, m15: 27, m60: 102 }))).toBeLessThan(112);
  });

  it('starts from a forecast where there is one, also a torn one', () => {
    const forecastPerHour = [60, null, 120];
    const r = rate({ m5: 5, m15: 15, m60: 60 }, { forecastPerHour });
    expect([perHour(r), perHour(r, 300), perHour(r, 600), perHour(r, 9000)]).toEqual([60, 60, 120, 120]);
  });

  it('is unknown without counts, and known from any one of them', () => {
    expect(rate(null)).toBeNull();
    expect(rate({ m1: 3 })).toBeNull();
    expect(perHour(rate({ m5: 10 }))).toBe(120);
    expect(perHour(rate({ m60: 30 }, { observedSeconds: 1800 }))).toBe(60);
  });
});
