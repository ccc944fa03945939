import { naive, nothing, pooled, pooledScenario } from '../../libs/rebalance/src/floor/baselines.js';
import { play } from '../../libs/rebalance/src/floor/engine.js';
import { type Report, report } from '../../libs/rebalance/src/floor/report.js';
import type { Scenario } from '../../libs/rebalance/src/floor/scenario.js';
import {
  drawnSet,
  type Family,
  impairedSet,
  type NamedScenario,
  quietSet,
  surgeSet,
} from '../../libs/rebalance/src/floor/scenarios.js';
import { simulate } from '../../libs/rebalance/src/floor/simulate.js';
import { floorOf } from './rebalance-floors.js';
import { recordedDays } from './rebalance-recorded.js';
import { plan } from '../../libs/rebalance/src/index.js';

export interface Options {
  /** One seed, few drawn floors and fewer timed calls: about half a minute on an idle machine. */
  quick?: boolean;
  /** A recorded call log (`rebalance-recorded.ts` says of which form): its five busiest weekdays are played as well. */
  recorded?: string | null;
  /** Where the lines go; standard output when left out. */
  print?: (line: string) => void;
}

interface Sums {
  runs: number;
  misses: number;
  weighted: number;
  cost: number;
  moves: number;
  actions: number;
  agentHours: number;
  pingPong: number;
  donorMisses: number;
  missesSaved: number;
  breaches: number;
  harmed: number;
  worse: number;
}

const empty = (): Sums => ({
  runs: 0,
  misses: 0,
  weighted: 0,
  cost: 0,
  moves: 0,
  actions: 0,
  agentHours: 0,
  pingPong: 0,
  donorMisses: 0,
  missesSaved: 0,
  breaches: 0,
  harmed: 0,
  worse: 0,
});

/** Adds one run; `without` is the same floor with the same customers and nobody deciding. */
function add(sums: Sums, scenario: Scenario, run: Report, without: Report): void {
  const { move, return: back, assist, 'end-assist': ended } = run.actions;
  sums.runs++;
  sums.misses += run.misses;
  sums.weighted += run.weightedMisses;
  sums.cost += run.delayCost;
  sums.moves += move + back;
  sums.actions += move + back + assist + ended;
  sums.agentHours += run.agentHours;
  sums.pingPong += run.pingPong;
  if (run.misses > without.misses || run.weightedMisses > without.weightedMisses) sums.worse++;
  let breach = false;
  let harm = false;
  for (const [i, channel] of run.channels.entries()) {
    const before = without.channels[i] as Report['channels'][number];
    const target = scenario.channels[i]?.serviceLevelTarget ?? 0;
    const more = channel.misses - before.misses;
    if (more > 0) sums.donorMisses += more;
    else sums.missesSaved -= more;
    if ((before.serviceLevel ?? 1) >= target && (channel.serviceLevel ?? 1) < target) breach = true;
    if (channel.contacts > 0 && more / channel.contacts > 0.02) harm = true;
  }
  if (breach) sums.breaches++;
  if (harm) sums.harmed++;
}

const rounded = (value: number, digits = 3) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null);

/** Share of the way from doing nothing to everybody doing everything at once. */
const gap = (none: number, policy: number, bound: number) => rounded((none - policy) / (none - bound));

function line(bench: string, name: string, policy: string, sums: { none: Sums; run: Sums; bound: Sums }) {
  const { none, run, bound } = sums;
  return {
    bench,
    scenario: name,
    policy,
    runs: run.runs,
    missesNothing: rounded(none.misses / none.runs, 1),
    misses: rounded(run.misses / run.runs, 1),
    missesPooled: rounded(bound.misses / bound.runs, 1),
    missesAvoided: rounded((none.misses - run.misses) / none.misses),
    gapMisses: gap(none.misses, run.misses, bound.misses),
    gapWeighted: gap(none.weighted, run.weighted, bound.weighted),
    gapDelayCost: gap(none.cost, run.cost, bound.cost),
    movesPerAgentHour: rounded(run.moves / run.agentHours),
    actionsPerAgentHour: rounded(run.actions / run.agentHours),
    pingPong: run.pingPong,
    donorMissesPerMissSaved: rounded(run.donorMisses / Math.max(1, run.missesSaved)),
    runsWithoutBreach: rounded(1 - run.breaches / run.runs),
    runsWithoutHarm: rounded(1 - run.harmed / run.runs),
    runsWorseThanNothing: run.worse,
  };
}

const policies = {
  plan: (scenario: Scenario, seed: number) => simulate(scenario, {}, seed),
  naive: (scenario: Scenario, seed: number) => report(play(scenario, naive, seed)),
};

function measureFloors(named: readonly NamedScenario[], seeds: number, print: (row: object) => void): void {
  const families = new Map<Family, Record<string, { none: Sums; run: Sums; bound: Sums }>>();
  for (const { family, scenario } of named) {
    const none = Array.from({ length: seeds }, (_, i) => report(play(scenario, nothing, i + 1)));
    const bound = Array.from({ length: seeds }, (_, i) => report(play(pooledScenario(scenario), pooled, i + 1)));
    const byPolicy = families.get(family) ?? {};
    families.set(family, byPolicy);
    for (const [policy, run] of Object.entries(policies)) {
      const own = { none: empty(), run: empty(), bound: empty() };
      byPolicy[policy] ??= { none: empty(), run: empty(), bound: empty() };
      for (const [i, without] of none.entries()) {
        const made = run(scenario, i + 1);
        for (const sums of [own, byPolicy[policy]]) {
          add(sums.none, scenario, without, without);
          add(sums.bound, scenario, bound[i] as Report, without);
          add(sums.run, scenario, made, without);
        }
      }
      print(line('rebalance', scenario.id, policy, own));
    }
  }
  for (const [family, byPolicy] of families) {
    for (const [policy, sums] of Object.entries(byPolicy)) print(line('rebalance-family', family, policy, sums));
  }
}

function measurePlan(channels: number, agents: number, rounds: number): object {
  const snapshots = Array.from({ length: 20 }, (_, seed) => floorOf(channels, agents, seed));
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const snapshot = snapshots[i % snapshots.length];
    const start = performance.now();
    plan(snapshot, {});
    // The first calls are compiled on the way; a floor plans for months.
    if (i >= 50) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN);
  return { bench: 'rebalance-plan-time', channels, agents, calls: times.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** `--quick`, `--recorded <file>`; or the same as options. */
function optionsOf(given: Options | readonly string[]): Options {
  if (!Array.isArray(given)) return given as Options;
  const at = given.indexOf('--recorded');
  return { quick: given.includes('--quick'), recorded: at >= 0 ? (given[at + 1] ?? null) : null };
}

/** Prints the figures of the rebalancing policy, one JSON line per result. */
export async function run(given: Options | readonly string[] = {}): Promise<void> {
  const { quick = false, recorded = null, print = (text: string) => console.log(text) } = optionsOf(given);
  const out = (row: object) => print(JSON.stringify(row));
  const rounds = quick ? 250 : 1050;
  for (const channels of [5, 50, 500]) {
    for (const agents of [50, 500, 5000]) out(measurePlan(channels, agents, agents * channels > 1e6 ? rounds / 4 : rounds));
  }
  const days =
    recorded === null ? [] : recordedDays(recorded).map((scenario): NamedScenario => ({ family: 'recorded', scenario }));
  const named = [...surgeSet(), ...quietSet(), ...impairedSet(), ...drawnSet(quick ? 6 : 20), ...days];
  measureFloors(named, quick ? 1 : 3, out);
}
