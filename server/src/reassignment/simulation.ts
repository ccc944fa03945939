import { type PolicyInput, type Report, type Scenario, simulate, syntheticSurge } from '@tideboard/rebalance';

export interface SimulationJob {
  /** Null: the synthetic surge. */
  scenario: Scenario | null;
  seed: number;
  policy: PolicyInput;
}

/** The floor's own times are the scenario's to say: a policy that believes in other times would be judged by a wrong floor. */
export function runSimulation({ scenario, seed, policy }: SimulationJob): Record<'nothing' | 'plan' | 'pooled', Report> {
  const floor = scenario ?? syntheticSurge();
  const { tickSeconds: _t, switchoverSeconds: _s, setupSeconds: _u, actuationDelaySeconds: _a, ...limits } = policy;
  return {
    nothing: simulate(floor, limits, seed, 'nothing'),
    plan: simulate(floor, limits, seed, 'plan'),
    pooled: simulate(floor, limits, seed, 'pooled'),
  };
}
