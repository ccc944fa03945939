import { naive, nothing, pooled, pooledScenario } from '../../libs/rebalance/src/floor/baselines.js';
import { play } from '../../libs/rebalance/src/floor/engine.js';
import { type Report, report } from '../../libs/rebalance/src/floor/report.js';
import type { Scenario } from '../../libs/rebalance/src/floor/scenario.js';
import { drawnSet, impairedSet, type NamedScenario, quietSet, surgeSet } from '../../libs/rebalance/src/floor/scenarios.js';
import { simulate } from '../../libs/rebalance/src/floor/simulate.js';
import { mappings, recordedDays } from './rebalance-recorded.js';
import { add, empty, line, type Sums } from './rebalance-sums.js';
import { planTimes } from './rebalance-time.js';

const parts = ['plan-time', 'surge', 'quiet', 'impaired', 'drawn', 'drawn-calm', 'recorded'] as const;
type Part = (typeof parts)[number];

export interface Options {
  /** One seed, few drawn floors and fewer timed calls: about half a minute on an idle machine. */
  quick?: boolean;
  /** Some of the parts only; all when left out. */
  only?: readonly Part[];
  /** A recorded call log (`rebalance-recorded.ts` says of which form): its five busiest working days are played as well. */
  recorded?: string | null;
  /** Where the lines go; standard output when left out. */
  print?: (line: string) => void;
}

/**
 * Seeds from which nothing was chosen. Parameters were chosen on seeds 1 to 10 of the named scenarios and on drawn floors
 * 1001 to 1060; whoever chooses again moves on from these.
 */
const firstSeed = 501;
const firstDrawn = 5001;

const policies = {
  plan: (scenario: Scenario, seed: number) => simulate(scenario, {}, seed),
  naive: (scenario: Scenario, seed: number) => report(play(scenario, naive, seed)),
};

type ByPolicy = Record<string, { none: Sums; run: Sums; bound: Sums }>;

/** Plays one scenario with nobody deciding, pooled, and by each policy, with the same customers. */
function measure({ scenario }: NamedScenario, seeds: readonly number[], family: ByPolicy, print: (row: object) => void): void {
  const none = seeds.map((seed) => report(play(scenario, nothing, seed)));
  const bound = seeds.map((seed) => report(play(pooledScenario(scenario), pooled, seed)));
  for (const [policy, run] of Object.entries(policies)) {
    const own = { none: empty(), run: empty(), bound: empty() };
    family[policy] ??= { none: empty(), run: empty(), bound: empty() };
    for (const [i, without] of none.entries()) {
      const made = run(scenario, seeds[i] as number);
      for (const sums of [own, family[policy]]) {
        add(sums.none, scenario, without, without);
        add(sums.bound, scenario, bound[i] as Report, without);
        add(sums.run, scenario, made, without);
      }
    }
    print(line('rebalance', scenario.id, policy, own));
  }
}

function measureAll(named: readonly NamedScenario[], seeds: readonly number[], print: (row: object) => void): void {
  const families = new Map<string, ByPolicy>();
  for (const one of named) {
    // A drawn floor or a recorded day is one of its kind already.
    const id = one.family === 'recorded' ? one.scenario.id.replace(/-\d+$/, '') : one.family;
    const own = one.family.startsWith('drawn') || one.family === 'recorded' ? seeds.slice(0, 1) : seeds;
    const family = families.get(id) ?? {};
    families.set(id, family);
    measure(one, own, family, print);
  }
  for (const [family, byPolicy] of families)
    for (const [policy, sums] of Object.entries(byPolicy)) print(line('rebalance-family', family, policy, sums));
}

const count = (from: number, many: number) => Array.from({ length: many }, (_, i) => from + i);

function namedOf(part: Part, quick: boolean, recorded: string | null): NamedScenario[] {
  const drawn = count(firstDrawn, quick ? 6 : 40);
  if (part === 'surge') return surgeSet();
  if (part === 'quiet') return quietSet();
  if (part === 'impaired') return impairedSet();
  if (part === 'drawn') return drawnSet(drawn);
  if (part === 'drawn-calm') return drawnSet(drawn.slice(0, drawn.length / 2), true);
  if (part !== 'recorded' || recorded === null) return [];
  return mappings.flatMap((m) => recordedDays(recorded, m).map((scenario): NamedScenario => ({ family: 'recorded', scenario })));
}

/** `--quick`, `--only plan-time,surge`, `--recorded <file>`; or the same as options. */
function optionsOf(given: Options | readonly string[]): Options {
  if (!Array.isArray(given)) return given as Options;
  const after = (flag: string) => (given.includes(flag) ? (given[given.indexOf(flag) + 1] ?? null) : null);
  const only = after('--only')?.split(',');
  const wrong = only?.filter((part: string) => !(parts as readonly string[]).includes(part)) ?? [];
  if (wrong.length > 0) throw new Error(`--only: expected some of ${parts.join(',')}, got ${wrong.join(',')}`);
  return { quick: given.includes('--quick'), recorded: after('--recorded'), ...(only ? { only: only as Part[] } : {}) };
}

/** Prints the figures of the rebalancing policy, one JSON line per result. */
export async function run(given: Options | readonly string[] = {}): Promise<void> {
  const { quick = false, only = parts, recorded = null, print = (text: string) => console.log(text) } = optionsOf(given);
  const out = (row: object) => print(JSON.stringify(row));
  const seeds = count(firstSeed, quick ? 1 : 3);
  for (const part of only) {
    if (part === 'plan-time') for (const row of planTimes(quick)) out(row);
    else measureAll(namedOf(part, quick, recorded), seeds, out);
  }
}
