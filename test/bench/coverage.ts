// How often a predicted range holds what comes a quarter of an hour later, on simulated floors that the plan runs.
import { play } from '../../libs/rebalance/src/floor/engine.js';
import type { Scenario } from '../../libs/rebalance/src/floor/scenario.js';
import { quietSet, surgeSet } from '../../libs/rebalance/src/floor/scenarios.js';
import { floorTimes } from '../../libs/rebalance/src/floor/simulate.js';
import { type Action, plan, type Snapshot } from '../../libs/rebalance/src/index.js';
import { ahead, forecastOf, SCORE_AFTER_SECONDS } from '../../server/src/reassignment/forecast.js';
import type { Forecast } from '../../server/src/reassignment/record.js';
import { MISFITS_KEPT, misfitOf } from '../../server/src/reassignment/range.js';

interface Made {
  channel: string;
  forecast: Forecast;
}

interface Tally {
  scored: number;
  within: number;
  below: number;
  width: number;
  error: number;
  actual: number;
}

/** What earlier scores missed, by channel: a site's memory, kept from run to run as a floor keeps it from day to day. */
type Memory = Map<string, number[]>;

/** Actions that one reassignment would hold: one kind, one receiver, one donor. */
function grouped(actions: readonly Action[]): Action[][] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const key = `${action.action} ${action.from} ${action.to}`;
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()];
}

function score(snapshot: Snapshot, made: Made[], memory: Memory, sums: Map<string, Tally>): Made[] {
  const due = made.filter(({ forecast }) => forecast.dueAt <= snapshot.now);
  for (const { channel, forecast } of due) {
    const actual = snapshot.channels?.find(({ id }) => id === channel)?.pending ?? 0;
    const tally = sums.get(channel) ?? { scored: 0, within: 0, below: 0, width: 0, error: 0, actual: 0 };
    sums.set(channel, tally);
    tally.scored += 1;
    tally.within += actual >= forecast.low && actual <= forecast.high ? 1 : 0;
    tally.below += actual < forecast.low ? 1 : 0;
    tally.width += forecast.high - forecast.low;
    tally.error += actual - forecast.predicted;
    tally.actual += actual;
    memory.set(channel, [...(memory.get(channel) ?? []), misfitOf(forecast.spread!, actual)].slice(-MISFITS_KEPT));
  }
  return made.filter((one) => !due.includes(one));
}

function runOne(scenario: Scenario, seed: number, { memory, sums }: { memory: Memory; sums: Map<string, Tally> }): void {
  const policy = floorTimes(scenario);
  let made: Made[] = [];
  play(
    scenario,
    (snapshot) => {
      made = score(snapshot, made, memory, sums);
      const { actions } = plan(snapshot, policy);
      for (const group of grouped(actions)) {
        const { to } = group[0]!;
        const effect = ahead(snapshot, group, { to, policy });
        const receiver = snapshot.channels?.find(({ id }) => id === to);
        const forecast = receiver && forecastOf(effect, receiver, { now: snapshot.now, misfits: memory.get(to) ?? [] });
        if (forecast) made.push({ channel: to, forecast });
      }
      return actions;
    },
    seed,
  );
}

const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Prints, per channel, the share of outcomes inside the predicted range and how wide it was; `--quick` plays fewer seeds. */
export async function run(args: readonly string[] = []): Promise<void> {
  const seeds = args.includes('--quick') ? 2 : 5;
  for (const memoryKept of [false, true]) {
    const sums = new Map<string, Tally>();
    const memory: Memory = new Map();
    for (let seed = 1; seed <= seeds; seed += 1)
      for (const { scenario } of [...surgeSet(), ...quietSet()])
        runOne(scenario, seed, { memory: memoryKept ? memory : new Map(), sums });
    for (const [channel, { scored, within, below, width, error, actual }] of [...sums].toSorted())
      console.log(
        JSON.stringify({
          bench: 'coverage',
          channel,
          memory: memoryKept,
          aheadSeconds: SCORE_AFTER_SECONDS,
          scored,
          coverage: rounded(within / scored),
          below: rounded(below / scored),
          meanWidth: rounded(width / scored, 1),
          meanError: rounded(error / scored, 1),
          meanActual: rounded(actual / scored, 1),
        }),
      );
  }
}
