import type { Report } from '../../libs/rebalance/src/floor/report.js';
import type { Scenario } from '../../libs/rebalance/src/floor/scenario.js';

const names = [
  'runs',
  'contacts',
  'misses',
  'weighted',
  'cost',
  'moves',
  'actions',
  'agentHours',
  'pingPong',
  'donorMisses',
  'missesSaved',
  'breaches',
  'harmed',
  'worse',
  'costlier',
] as const;

export type Sums = Record<(typeof names)[number], number>;

export const empty = (): Sums => Object.fromEntries(names.map((name) => [name, 0])) as Sums;

/** Adds one run; `without` is the same floor with the same customers and nobody deciding. */
export function add(sums: Sums, scenario: Scenario, run: Report, without: Report): void {
  const { move, return: back, assist, 'end-assist': ended } = run.actions;
  sums.runs++;
  sums.contacts += run.contacts;
  sums.misses += run.misses;
  sums.weighted += run.weightedMisses;
  sums.cost += run.delayCost;
  sums.moves += move + back;
  sums.actions += move + back + assist + ended;
  sums.agentHours += run.agentHours;
  sums.pingPong += run.pingPong;
  if (run.misses > without.misses || run.weightedMisses > without.weightedMisses) sums.worse++;
  if (run.delayCost > without.delayCost) sums.costlier++;
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

/**
 * Share of the way from doing nothing to everybody doing everything at once; null where that way is shorter than a hundredth
 * of what nobody avoids, since a share of almost nothing says nothing.
 */
const gap = (none: number, policy: number, bound: number) =>
  none - bound > 0.01 * none ? rounded((none - policy) / (none - bound)) : null;

export function line(bench: string, name: string, policy: string, sums: { none: Sums; run: Sums; bound: Sums }): object {
  const { none, run, bound } = sums;
  return {
    bench,
    scenario: name,
    policy,
    runs: run.runs,
    contacts: rounded(run.contacts / run.runs, 0),
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
    runsCostlierThanNothing: run.costlier,
  };
}
