import { expect, it } from '@jest/globals';
import type { Board, PlanExplanation } from '@tideboard/contracts';
import type { Plan } from '@tideboard/rebalance';
import { defaultDocument } from './control.js';
import { besides, readable } from './reasons.js';

const one = (code: string, params = {}, numbers = {}): PlanExplanation => ({ code, params, numbers });
const plan = (to: string[], ...explanations: PlanExplanation[]): Plan =>
  ({ actions: to.map((channel) => ({ action: 'move', from: 'email', to: channel })), explanations }) as unknown as Plan;
const board = { channels: [{ id: 'phone', pending: 12, timeoutRate: null }] } as unknown as Board;
const policy = { ...defaultDocument(), triggers: { pending: 50, timeoutRate: null } };

it('an action tells its own reason; what is planned below the alarm level is said to wait for it', () => {
  const told = plan(['phone', 'phone'], one('receiver-overloaded', { action: 'move' }), one('limit-reached'), one('quiet'));
  expect(besides(told, defaultDocument(), board).map(({ code }) => code)).toEqual(['limit-reached', 'quiet']);
  expect(besides(told, policy, board)).toEqual([
    one('below-trigger', { receiver: 'phone' }, { planned: 2, pending: 50, timeoutRate: null }),
    one('quiet'),
  ]);
});

it('nobody is told of a channel that is not theirs, and of the whole floor no figures', () => {
  const all = [
    one('donor-unused', { donor: 'email', receiver: 'phone' }),
    one('no-helper', { receiver: 'phone' }),
    one('all-hot', {}, { agentsNeeded: 9 }),
  ];
  expect(readable(all, () => true, true)).toEqual(all);
  expect(readable(all, (channel) => channel === 'phone', false)).toEqual([
    one('no-helper', { receiver: 'phone' }),
    one('all-hot'),
  ]);
});
