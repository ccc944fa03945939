import { beforeAll, describe, expect, it } from '@jest/globals';
import { actionLaws } from '../support/laws.js';
import { type Action, defaultPolicy, plan, type Snapshot } from './index.js';
import { play } from './floor/engine.js';
import { type Report, report } from './floor/report.js';
import { impairedSet, quietSet, surgeSet } from './floor/scenarios.js';
import type { Moved } from './floor/state.js';
import { floorTimes, simulate } from './floor/simulate.js';

const named = [...surgeSet(), ...impairedSet(), ...quietSet()];
/** Every surge is over after two and a half hours. */
const scenarioOf = (id: string, durationSeconds = 9000) => ({
  ...named.find((n) => n.scenario.id === id)!.scenario,
  durationSeconds,
});

interface Tick {
  snapshot: Snapshot;
  actions: Action[];
}

/** Plays a scenario with the policy and keeps every tick. */
function watched(id: string, seed: number, durationSeconds?: number): { ticks: Tick[]; moved: readonly Moved[]; report: Report } {
  const scenario = scenarioOf(id, durationSeconds);
  const ticks: Tick[] = [];
  const world = play(
    scenario,
    (snapshot) => {
      const { actions } = plan(snapshot, floorTimes(scenario));
      ticks.push({ snapshot, actions });
      return actions;
    },
    seed,
  );
  return { ticks, moved: world.moved, report: report(world) };
}

/** Laws whose clock is the snapshot's own, over a whole run. */
describe.each(['two-surges', 'web-x3-stale', 'web-x3-veto'])('a simulated floor: %s', (id) => {
  let run: ReturnType<typeof watched>;
  beforeAll(() => {
    run = watched(id, 4);
  });

  it('sees actions', () => {
    expect(run.ticks.some((t) => t.actions.some((a) => a.action === 'move'))).toBe(true);
    expect(run.ticks.some((t) => t.actions.some((a) => a.action === 'assist'))).toBe(true);
  });

  it('gives nobody a second order while the first is open, and nobody two in a tick', () => {
    for (const { snapshot, actions } of run.ticks) {
      const open = new Set(snapshot.orders!.filter((o) => o.status === 'proposed').map((o) => o.agent));
      expect(actions.filter((a) => open.has(a.agent))).toEqual([]);
      expect(new Set(actions.map((a) => a.agent)).size).toBe(actions.length);
    }
  });

  it('keeps 15 minutes between two moves of a person, and six a shift', () => {
    const last = new Map<number, number>();
    const count = new Map<number, number>();
    for (const { worker, at } of run.moved) {
      expect(at - (last.get(worker) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(defaultPolicy.minDwellSeconds);
      last.set(worker, at);
      count.set(worker, (count.get(worker) ?? 0) + 1);
    }
    expect(Math.max(...count.values())).toBeLessThanOrEqual(defaultPolicy.maxMovesPerShift);
    expect(run.report.pingPong).toBe(0);
  });

  it.each([
    'asks for a skill that the agent has',
    'never goes from A to B while somebody of B helps A',
    'is explained exactly once',
  ])('%s', (law) => {
    for (const { snapshot, actions } of run.ticks.filter((t) => t.actions.length > 0)) {
      const made = plan(snapshot, floorTimes(scenarioOf(id)));
      for (const action of actions) {
        expect(actionLaws[law]!(action, snapshot.agents!.find((a) => a.id === action.agent)!, { snapshot, plan: made })).toBe(
          true,
        );
      }
    }
  });

  it('is better than doing nothing', () => {
    const none = simulate(scenarioOf(id), {}, 4, 'nothing');
    expect(run.report.misses).toBeLessThan(0.75 * none.misses);
    expect(run.report.weightedMisses).toBeLessThan(0.75 * none.weightedMisses);
  });
});

describe('the policy', () => {
  it('brings people home after the trouble', () => {
    // The last loans of the surge have run their least time an hour after it.
    const { ticks } = watched('web-x3', 2, 10_800);
    const away = ticks.at(-1)!.snapshot.agents!.filter((a) => a.channel !== a.home).length;
    const most = Math.max(...ticks.map((t) => t.snapshot.agents!.filter((a) => a.channel !== a.home).length));
    expect(most).toBeGreaterThan(3);
    expect(away).toBeLessThanOrEqual(most / 2);
  });

  it('does not make a floor worse on which everything drowns', () => {
    const none = simulate(scenarioOf('all-hot'), {}, 6, 'nothing');
    expect(simulate(scenarioOf('all-hot'), {}, 6).misses).toBeLessThanOrEqual(none.misses);
  });

  it('beats the naive rule of the handbook by far', () => {
    const naive = simulate(scenarioOf('web-x3'), {}, 2, 'naive');
    expect(simulate(scenarioOf('web-x3'), {}, 2).weightedMisses).toBeLessThan(0.7 * naive.weightedMisses);
  });
});
