import { describe, expect, it } from '@jest/globals';
import { nothing } from './baselines.js';
import { play } from './engine.js';
import { erlangAAbandonment, erlangC, erlangCWait } from './erlang.js';
import { channel } from './floors.js';
import { type FloorChannel, type Scenario, scenarioDefaults } from './scenario.js';
import type { World } from './state.js';

/** Contacts per run: enough for a mean wait to within a few per cent at these loads. */
const contacts = 60_000;

/** One channel, `servers` people, exponential handle times: the textbook's queue. */
function textbook(servers: number, perHour: number, rest: Partial<FloorChannel> = {}): Scenario {
  const durationSeconds = Math.round((contacts / perHour) * 3600);
  const shift = { fromSeconds: 0, toSeconds: durationSeconds + 1 };
  return {
    ...scenarioDefaults,
    id: 'textbook',
    durationSeconds,
    tickSeconds: 3600,
    channels: [channel({ id: 'phone', medium: 'voice', perHour, handleSeconds: 180, handleCv: 1, responseSeconds: 20, ...rest })],
    agents: Array.from({ length: servers }, (_, i) => ({ id: `a${i}`, home: 'phone', skills: { phone: 1 }, shifts: [shift] })),
  };
}

/** Waits of those who were answered, after the first hours in which the floor fills. */
function waits(world: World): number[] {
  return world.people.filter((p) => p.arrivedAt > 4 * 3600 && Number.isFinite(p.startedAt)).map((p) => p.startedAt - p.arrivedAt);
}

const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
/** Relative distance. */
const off = (measured: number, exact: number) => Math.abs(measured - exact) / exact;

describe('the simulated floor against closed formulas', () => {
  it.each([
    { servers: 3, perHour: 42 },
    { servers: 10, perHour: 170 },
    { servers: 20, perHour: 350 },
  ])('waits as Erlang C says: $servers agents, $perHour contacts an hour', ({ servers, perHour }) => {
    const measured = waits(play(textbook(servers, perHour), nothing, 7));
    const load = perHour / 20;
    expect(off(measured.filter((w) => w > 0).length / measured.length, erlangC(load, servers))).toBeLessThan(0.06);
    expect(off(mean(measured), erlangCWait(load, servers, 180))).toBeLessThan(0.12);
  });

  it.each([
    { servers: 5, perHour: 120 },
    { servers: 12, perHour: 230 },
  ])('loses customers as Erlang A says: $servers agents, $perHour contacts an hour', ({ servers, perHour }) => {
    const world = play(textbook(servers, perHour, { patienceSeconds: 240 }), nothing, 11);
    const gone = world.people.filter((p) => p.state === 'abandoned').length / world.people.length;
    expect(off(gone, erlangAAbandonment(perHour / 20, servers, { handleSeconds: 180, patienceSeconds: 240 }))).toBeLessThan(0.05);
  });

  it("keeps Little's law: contacts waiting = rate × wait, contacts held = rate × handle time", () => {
    const held: number[] = [];
    const waiting: number[] = [];
    const scenario = { ...textbook(6, 100), tickSeconds: 60 };
    const world = play(
      scenario,
      ({ channels }) => {
        held.push(channels![0]!.inProgress!);
        waiting.push(channels![0]!.pending!);
        return [];
      },
      3,
    );
    const rate = world.people.length / scenario.durationSeconds;
    const all = world.people.filter((p) => Number.isFinite(p.startedAt)).map((p) => p.startedAt - p.arrivedAt);
    expect(off(mean(waiting), rate * mean(all))).toBeLessThan(0.03);
    expect(off(mean(held), rate * 180)).toBeLessThan(0.03);
  });

  it('knows Erlang C by heart: 8 erlangs on 10 servers wait with 40.9 %', () => {
    expect(erlangC(8, 10)).toBeCloseTo(0.409, 3);
    expect(erlangC(1, 2)).toBeCloseTo(1 / 3, 10);
  });
});
