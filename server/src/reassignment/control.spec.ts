import { expect, it } from '@jest/globals';
import { afterScore, type Control, defaultControl, viewOfControl } from './control.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const auto = (): Control => {
  const control = defaultControl();
  return { ...control, policy: { ...control.policy, mode: 'auto', coverageLimit: 0.6 } };
};
const scored = (control: Control, ...within: boolean[]): Control =>
  within.reduce((before, one, i) => afterScore(before, one, NOW + i), control);
const many = (n: number, within: boolean): boolean[] => Array<boolean>(n).fill(within);

it('auto steps down to suggest when too few predictions come true, and says since when', () => {
  const control = scored(auto(), ...many(5, true), ...many(5, false));
  expect(viewOfControl(control)).toMatchObject({
    mode: 'suggest',
    coverage: 0.5,
    demotedAt: '2026-11-22T10:00:00.009Z',
    policyVersion: 2,
  });
});

it('stays in auto on too few scores to tell, and on enough that came true', () => {
  expect(viewOfControl(scored(auto(), ...many(9, false)))).toMatchObject({ mode: 'auto', coverage: null, demotedAt: null });
  expect(viewOfControl(scored(auto(), ...many(8, true), ...many(4, false)))).toMatchObject({ mode: 'auto', demotedAt: null });
});

it('judges by the latest twenty, and steps down once', () => {
  const once = scored(auto(), ...many(30, true), ...many(9, false));
  expect(viewOfControl(once)).toMatchObject({ mode: 'suggest', coverage: 0.55, policyVersion: 2 });
  expect(viewOfControl(scored(once, false, false))).toMatchObject({ mode: 'suggest', policyVersion: 2, coverage: 0.45 });
});

it('only keeps score in the other modes', () => {
  const confirm = { ...auto(), policy: { ...auto().policy, mode: 'confirm' as const } };
  expect(viewOfControl(scored(confirm, ...many(12, false)))).toMatchObject({ mode: 'confirm', coverage: 0, demotedAt: null });
});
