import { plan } from '../plan.js';
import type { PolicyInput } from '../policy.js';
import { naive, nothing, pooled, pooledScenario } from './baselines.js';
import { type Decide, play } from './engine.js';
import { type Report, report } from './report.js';
import { type Scenario, setupBetween } from './scenario.js';

export type Strategy = 'nothing' | 'naive' | 'pooled' | 'plan';

/** The times of a scenario's floor as a policy would be told them. */
export function floorTimes(scenario: Scenario): PolicyInput {
  if (scenario.timesUntold) return { tickSeconds: scenario.tickSeconds };
  const setupSeconds: Record<string, Record<string, number>> = {};
  for (const from of scenario.channels) {
    setupSeconds[from.id] = Object.fromEntries(scenario.channels.map((to) => [to.id, setupBetween(scenario, from.id, to.id)]));
  }
  return {
    tickSeconds: scenario.tickSeconds,
    switchoverSeconds: scenario.switchoverSeconds,
    setupSeconds,
    actuationDelaySeconds: scenario.actuationDelaySeconds + scenario.countdownSeconds,
  };
}

/**
 * What would this policy have done on this floor? Byte-identical for the same arguments.
 * @param policy given to `plan` on top of the floor's own times.
 */
export function simulate(scenario: Scenario, policy: PolicyInput, seed: number, strategy: Strategy = 'plan'): Report {
  const told = { ...floorTimes(scenario), ...policy };
  const decide: Record<Strategy, () => Decide> = {
    nothing: () => nothing,
    naive: () => naive,
    pooled: () => pooled,
    plan: () => (snapshot) => plan(snapshot, told).actions,
  };
  const floor = strategy === 'pooled' ? pooledScenario(scenario) : scenario;
  return report(play(floor, decide[strategy](), seed));
}
