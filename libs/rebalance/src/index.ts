export type { Policy, PolicyInput, Mode } from './policy.js';
export { defaultPolicy, resolvePolicy } from './policy.js';
export type {
  Action,
  ActionKind,
  ActionPrediction,
  AgentAction,
  AgentSnapshot,
  AgentState,
  AssistRule,
  Binding,
  ChannelSnapshot,
  Effect,
  Evidence,
  Explanation,
  ExplanationCode,
  Handover,
  Order,
  Outlook,
  Plan,
  Prediction,
  ReasonCode,
  Reroute,
  Snapshot,
  TicketSnapshot,
} from './types.js';
export { plan } from './plan.js';
export { type Proposed, predict } from './predict.js';
export { handOver, type Leaving } from './handover.js';
export { validate } from './validate.js';
export { simulate, type Strategy } from './floor/simulate.js';
export type { ChannelReport, Report } from './floor/report.js';
export type { Call, FloorAgent, FloorChannel, Scenario } from './floor/scenario.js';
export { scenarioDefaults } from './floor/scenario.js';
export { namedScenarios, syntheticSurge } from './floor/named.js';
