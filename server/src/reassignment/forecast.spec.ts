import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ahead, forecastOf, scoreOf } from './forecast.js';
import { MISFITS_KEPT, misfitOf, rangeOf, spreadOf, widthOf } from './range.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const chat = {
  id: 'chat',
  pending: 60,
  inProgress: 4,
  avgHandleSeconds: 300,
  handleSamples: 30,
  arrivals: { m15: 30, m60: 120 },
};
const forecast = (waiting: number | null, channel: Parameters<typeof forecastOf>[1] = chat, misfits: number[] = []) =>
  forecastOf(waiting, channel, { now: NOW, misfits });

it('names the whole tickets that nine of ten outcomes lie between, a quarter of an hour on', () => {
  const quiet = forecast(40, { ...chat, arrivals: { m15: 1, m60: 4 } })!;
  const lively = forecast(40, { ...chat, arrivals: { m15: 100, m60: 400 } })!;
  expect(quiet).toMatchObject({ predicted: 40, dueAt: NOW + 900_000 });
  expect(lively.high - lively.low).toBeGreaterThan(1.5 * (quiet.high - quiet.low));
  expect(scoreOf(quiet, 41, NOW).within).toBe(true);
  expect(scoreOf(quiet, 90, NOW).within).toBe(false);
});

it('says nothing where nothing is known', () => {
  expect(forecast(40, { ...chat, pending: null })).toBeNull();
  expect(forecastOf(40, undefined, { now: NOW, misfits: [] })).toBeNull();
  expect(forecast(null)).toBeNull();
});

const social = {
  id: 'social',
  deferrable: true,
  pending: 40,
  oldestWaitSeconds: 600,
  inProgress: 2,
  observedSeconds: 7200,
  arrivals: { m5: 20, m15: 60, m60: 240 },
  avgHandleSeconds: 600,
  handleSamples: 30,
  configuredHandleSeconds: 600,
  responseSeconds: 3600,
  serviceLevelTarget: 0.8,
  weight: 1,
  minStaff: 1,
  concurrency: 1,
  slowdown: 0,
};
const person = (id: string, home: string) => ({ id, home, channel: home, skills: { social: 1 }, state: 'busy' as const });

it('asks the predictor at the very instant of the score, of deferrable work too', () => {
  const agents = ['a', 'b'].map((id) => person(id, 'social'));
  // Sixty come within a quarter of an hour, and two people do three.
  const waiting = ahead({ now: NOW, channels: [social], agents, orders: [] }, [], { to: 'social', policy: {} })!;
  expect(waiting).toBeGreaterThan(90);
  expect(waiting).toBeLessThan(102);
});

it('counts who changes channel from when they get there', () => {
  const email = { ...social, id: 'email', pending: 0, arrivals: { m5: 0, m15: 0, m60: 0 } };
  const helpers = Array.from({ length: 10 }, (_, i) => ({ ...person(`h${i}`, 'email'), conversations: 1, serving: 'email' }));
  const floor = { now: NOW, channels: [email, social], agents: [person('a', 'social'), ...helpers], orders: [] };
  const moves = helpers.map(({ id }) => ({ action: 'move' as const, agent: id, to: 'social' }));
  const told = (switchoverSeconds: number) => ahead(floor, moves, { to: 'social', policy: { switchoverSeconds } })!;
  expect(told(60)).toBeLessThan(ahead(floor, [], { to: 'social', policy: {} })! - 5);
  // Ten people who arrive eight minutes later do eight contacts fewer.
  expect(told(540)).toBeGreaterThan(told(60) + 5);
});

it('a range holds an outcome exactly where it reaches as far as the misfit', () => {
  const spread = fc.record({
    centre: fc.double({ min: -40, max: 200, noNaN: true }),
    scale: fc.double({ min: 0.3, max: 30, noNaN: true }),
  });
  fc.assert(
    fc.property(spread, fc.nat(250), fc.double({ min: 0, max: 8, noNaN: true }), (made, actual, width) => {
      const { low, high } = rangeOf(made, width);
      const misfit = misfitOf(made, actual);
      fc.pre(Math.abs(misfit - width) > 1e-6);
      expect(actual >= low && actual <= high).toBe(misfit < width);
    }),
  );
});

it('learns from the floor: a range grows where predictions miss, shrinks where they hit, and forgets', () => {
  const theory = widthOf([]);
  expect(theory).toBeGreaterThan(2.5);
  expect(widthOf(Array<number>(30).fill(6))).toBe(6);
  expect(widthOf(Array<number>(MISFITS_KEPT).fill(0.1))).toBeLessThan(theory / 2);
  const forgiven = [...Array<number>(50).fill(9), ...Array<number>(MISFITS_KEPT).fill(0.1)];
  expect(widthOf(forgiven)).toBeLessThan(theory / 2);
  expect(forecast(40, chat, Array<number>(30).fill(6))!.high).toBeGreaterThan(forecast(40)!.high);
});

/** A generator whose course a seed fixes; good enough to draw waits with. */
function draws(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** What waits after `seconds` at `servers`, contact by contact. */
function played({ perSecond, servers, handle, waiting }: Line, seconds: number, draw: () => number): number {
  let [inSystem, t] = [waiting + servers, 0];
  for (;;) {
    const [coming, going] = [perSecond, Math.min(inSystem, servers) / handle];
    t -= Math.log(draw()) / (coming + going);
    if (t > seconds) return Math.max(0, inSystem - servers);
    inSystem += draw() < coming / (coming + going) ? 1 : -1;
  }
}
interface Line {
  perSecond: number;
  servers: number;
  handle: number;
  waiting: number;
}

it.each<[string, Line]>([
  ['a line that grows', { perSecond: 0.1, servers: 12, handle: 240, waiting: 30 }],
  ['a line that shrinks', { perSecond: 0.05, servers: 20, handle: 300, waiting: 50 }],
  ['a full house', { perSecond: 0.06, servers: 15, handle: 240, waiting: 3 }],
])('the theory alone holds most of what comes, and not everything: %s', (_name, line) => {
  const draw = draws(7);
  const outcomes = Array.from({ length: 400 }, () => played(line, 900, draw));
  const mean = outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length;
  const channel = {
    id: 'x',
    pending: line.waiting,
    inProgress: line.servers,
    avgHandleSeconds: line.handle,
    handleSamples: 1e6,
    arrivals: { m15: line.perSecond * 900, m60: line.perSecond * 3600 },
  };
  const { low, high } = rangeOf(spreadOf(channel, mean, 900), widthOf([]));
  const within = outcomes.filter((one) => one >= low && one <= high).length / outcomes.length;
  expect(within).toBeGreaterThan(0.88);
  expect(within).toBeLessThan(1);
});
