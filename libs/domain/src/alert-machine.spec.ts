import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AlertChange, type AlertRule, type AlertState, stepAlert } from './alert-machine.js';

const RULE: AlertRule = { rising: true, warn: 40, breach: 50, release: 35, forSeconds: 30 };
const CLEAR: AlertState = { is: 'clear' };

/** Feeds a value a second and tells what happened at which second. */
function run(values: (number | null)[], rule = RULE, state: AlertState = CLEAR) {
  const changes: [second: number, change: AlertChange, level: string][] = [];
  for (const [second, value] of values.entries()) {
    const step = stepAlert(state, rule, { value, now: second * 1000 });
    state = step.state;
    if (step.change) changes.push([second, step.change, state.is === 'clear' ? '-' : state.level]);
  }
  return { changes, state };
}
const held = (value: number | null, seconds: number) => Array.from({ length: seconds }, () => value);

describe('an alert', () => {
  it('rises only when the value was past the limit for the whole pending period', () => {
    expect(run([...held(60, 30), ...held(10, 100)]).changes).toEqual([]);
    expect(run(held(60, 31)).changes).toEqual([[30, 'raised', 'breach']]);
  });
  it('worsens once, and does not fall back from breach to watch', () => {
    const { changes } = run([...held(45, 40), ...held(60, 40), ...held(45, 100), ...held(60, 40)]);
    expect(changes).toEqual([
      [30, 'raised', 'watch'],
      [70, 'worsened', 'breach'],
    ]);
  });
  it('clears behind the release value, held, and not between it and the limit', () => {
    expect(run([...held(60, 31), ...held(38, 600)]).changes).toHaveLength(1);
    expect(run([...held(60, 31), ...held(35, 31)]).changes).toEqual([
      [30, 'raised', 'breach'],
      [61, 'cleared', '-'],
    ]);
  });
  it('does not rise from an unknown value, and an unknown value clears nothing', () => {
    expect(run(held(null, 500)).changes).toEqual([]);
    expect(run([...held(60, 20), null, ...held(60, 30)]).changes).toEqual([]);
    expect(run([...held(60, 31), ...held(null, 5000)]).state.is).toBe('firing');
    expect(run([...held(60, 31), ...held(30, 29), null, ...held(30, 29)]).state.is).toBe('firing');
  });
  it('a value of which less is worse rises when it falls', () => {
    const rule: AlertRule = { rising: false, warn: 0.85, breach: 0.7, release: 0.9, forSeconds: 0 };
    expect(run([0.9, 0.86, 0.84, 0.88, 0.9], rule).changes).toEqual([
      [2, 'raised', 'watch'],
      [4, 'cleared', '-'],
    ]);
  });
  it('noise of ten percent round a limit for an hour gives at most one raise and one clear', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(40, 50),
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 3600, maxLength: 3600 }),
        (limit, forSeconds, noise) => {
          const { changes } = run(
            noise.map((factor) => limit * factor),
            { ...RULE, forSeconds },
          );
          const count = (wanted: AlertChange) => changes.filter(([, change]) => change === wanted).length;
          return count('raised') <= 1 && count('cleared') <= 1 && count('worsened') <= 1;
        },
      ),
      { numRuns: 30 },
    );
  });
  it('raises and clears alternate, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 80 })), { maxLength: 300 }),
        fc.integer({ min: 0, max: 5 }),
        (values, forSeconds) => {
          const ends = run(values, { ...RULE, forSeconds }).changes.filter(([, change]) => change !== 'worsened');
          return ends.every(([, change], i) => change === (i % 2 === 0 ? 'raised' : 'cleared'));
        },
      ),
    );
  });
  it('asked twice at one instant says the same', () => {
    const { state } = run(held(60, 20));
    expect(stepAlert(state, RULE, { value: 60, now: 19_000 }).state).toBe(state);
  });
});
