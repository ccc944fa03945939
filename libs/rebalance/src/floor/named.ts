import type { Scenario } from './scenario.js';
import { impairedSet, quietSet, surgeSet } from './scenarios.js';

/** Every scenario that can be asked for by its id. */
export const namedScenarios = (): Scenario[] => [...surgeSet(), ...quietSet(), ...impairedSet()].map(({ scenario }) => scenario);

/** The surge that a policy is tried on before it may act on its own: website chat at three times its usual for an hour. */
export const syntheticSurge = (): Scenario => surgeSet().find(({ scenario }) => scenario.id === 'web-x3')!.scenario;
