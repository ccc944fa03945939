import { expect, it } from '@jest/globals';
import { type Silence, silencedUntil } from './silence.js';

const silence = (over: Partial<Silence>): Silence => ({
  id: 's',
  channel: null,
  metric: null,
  from: 100,
  until: 200,
  reason: null,
  createdBy: 'wang',
  createdAt: 100,
  ...over,
});
const at = { channel: 'phone', metric: 'pending' };

it.each([
  ['holds from its first instant', silence({}), 100, 200],
  ['is over at its last', silence({}), 200, null],
  ['has not begun before its first', silence({}), 99, null],
  ['of this channel and metric', silence({ channel: 'phone', metric: 'pending' }), 150, 200],
  ['of another channel is none', silence({ channel: 'email' }), 150, null],
  ['of another metric is none', silence({ channel: 'phone', metric: 'timeoutRate' }), 150, null],
])('a silence %s', (_, one, now, expected) => {
  expect(silencedUntil([one], at, now)).toBe(expected);
});

it('lasts as long as the longest that holds', () => {
  expect(
    silencedUntil(
      [silence({ until: 180 }), silence({ metric: 'pending', until: 300 }), silence({ from: 160, until: 900 })],
      at,
      150,
    ),
  ).toBe(300);
});
