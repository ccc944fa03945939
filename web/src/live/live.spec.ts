import '../../../test/support/board-jsdom';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { backoffMs } from './backoff';
import { type Connection, type ConnectionInput, isSilent, nextConnection } from './connection';
import { reloadIsDue, watchdogIsDue } from './reload';
import { hear, siteTime } from './site-clock';

describe('connection', () => {
  const run = (inputs: ConnectionInput[], from: Connection = 'connecting') => inputs.reduce(nextConnection, from);

  it('is live only after a snapshot', () => {
    expect([run(['beat']), run(['snapshot']), run(['snapshot', 'silence', 'beat'])]).toEqual(['connecting', 'live', 'live']);
  });
  it('is stale by silence and lost by closing, and a beat alone does not bring a lost line back', () => {
    expect(run(['snapshot', 'silence'])).toBe('stale');
    expect(run(['snapshot', 'closed'])).toBe('link_lost');
    expect(run(['snapshot', 'closed', 'silence', 'beat'])).toBe('link_lost');
    expect(run(['snapshot', 'closed', 'beat', 'snapshot'])).toBe('live');
  });
  it('stays unauthorized whatever comes, until a new token restarts it', () => {
    const inputs: ConnectionInput[] = ['snapshot', 'beat', 'silence', 'closed', 'refused'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...inputs)), (list) => {
        expect(run(list, 'unauthorized')).toBe('unauthorized');
      }),
    );
    expect(run(['restart'], 'unauthorized')).toBe('connecting');
  });
  it('is silent after 2.5 s, not at it', () => {
    expect([isSilent(0, 2500), isSilent(0, 2501)]).toEqual([false, true]);
  });
});

describe('the site clock', () => {
  it('runs at its rate between two beats', () => {
    expect(siteTime({ site: 1000, real: 50, rate: 20 }, 150)).toBe(3000);
  });
  it('never stutters by late frames: between them it only runs forward', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 2, maxLength: 30 }), (delays) => {
        let clock = hear(null, { site: 0, real: delays[0]!, rate: 1 });
        delays.slice(1).forEach((delay, i) => {
          const real = (i + 1) * 1000 + delay;
          const before = siteTime(clock, real);
          clock = hear(clock, { site: (i + 1) * 1000, real, rate: 1 });
          // at most the pull, a twentieth of the delay
          expect(siteTime(clock, real)).toBeGreaterThanOrEqual(before - 80);
          // and never ahead of the truth, which is `real` here
          expect(siteTime(clock, real)).toBeLessThanOrEqual(real + 0.001);
        });
      }),
    );
  });
  it('follows a clock that was set anew, or runs at another rate', () => {
    const clock = { site: 1_000_000, real: 0, rate: 1 };
    expect(hear(clock, { site: 0, real: 10, rate: 1 }).site).toBe(0);
    expect(hear(clock, { site: 5, real: 10, rate: 20 })).toEqual({ site: 5, real: 10, rate: 20 });
  });
});

it('backs off with full jitter, for ever, and never beyond some seconds', () => {
  expect([backoffMs(0, 0), backoffMs(0, 1), backoffMs(3, 1), backoffMs(1000, 1)]).toEqual([100, 500, 3300, 8100]);
});

describe('reloading', () => {
  const change = { now: 100_000, loadedAt: 0, changedAt: 90_000, breachAt: null };
  it('waits out the first minute and a breach, but no longer than ten minutes', () => {
    expect(reloadIsDue(change)).toBe(true);
    expect(reloadIsDue({ ...change, now: 59_000, changedAt: 0 })).toBe(false);
    expect(reloadIsDue({ ...change, breachAt: 71_000 })).toBe(false);
    expect(reloadIsDue({ ...change, breachAt: 70_000 })).toBe(true);
    expect(reloadIsDue({ ...change, now: 690_000, breachAt: 690_000 })).toBe(true);
  });
  it('the watchdog bites after a minute without any sign, while somebody can see it', () => {
    expect([watchdogIsDue(0, 59_999, true), watchdogIsDue(0, 60_000, true), watchdogIsDue(0, 60_000, false)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
