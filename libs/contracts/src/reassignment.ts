// People who change channel, who decides it, and what came of it. A reassignment carries codes and figures (`trigger`, `prediction`,
// `score`) for whoever renders it in their own language; `reason` is one English sentence for logs and programs.
import { Type } from 'typebox';
import { Instant, Slug } from './primitives.js';

export const MODES = ['off', 'shadow', 'suggest', 'confirm', 'auto'] as const;
export type Mode = (typeof MODES)[number];

export const REASSIGNMENT_STATES = [
  'proposed',
  'approved',
  'executing',
  'active',
  'returning',
  'done',
  'rejected',
  'expired',
  'undone',
  'failed',
  'needs_human',
] as const;
export type ReassignmentState = (typeof REASSIGNMENT_STATES)[number];

export const ACTIONS = ['move', 'assist', 'end-assist', 'return', 'reroute'] as const;
export type ReassignmentKind = (typeof ACTIONS)[number];

/** How far one action has come, in the order of its way out and home. */
export const ACTION_STATUSES = [
  'ordered',
  'sent',
  'accepted',
  'away',
  'returning',
  'return_accepted',
  'home',
  'done',
  'refused',
  'dropped',
  'unknown',
  'return_unknown',
] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** When an assisting agent may be given a customer of the other channel. */
export interface ReassignmentRule {
  homeWaitSeconds?: number;
  hostOldestSeconds?: number;
  keepFree?: number;
}

export interface ReassignmentAction {
  action: ReassignmentKind;
  agent?: string;
  /** The agent's name, where one was reported. */
  name?: string;
  tickets?: string[];
  /** Of a reroute: whom the tickets were waiting for; `agent` takes them, and without one the channel's common line does. */
  of?: string;
  ofName?: string;
  from: string;
  to: string;
  when: 'now' | 'after-current';
  priority?: number;
  rule?: ReassignmentRule;
  status?: ActionStatus;
  /** What the upstream or the executor said when something went wrong. */
  problem?: string | null;
  /** When the agent said yes, and why they said no. */
  acceptedAt?: string | null;
  declined?: string | null;
}

/** Predicted and actual pending at the receiver a quarter of an hour after the deed. */
export interface ReassignmentScore {
  metric: 'pending';
  predicted: number;
  low: number;
  high: number;
  actual: number;
  within: boolean;
  at: string;
}

export interface ReassignmentView {
  id: string;
  state: ReassignmentState;
  kind?: ReassignmentKind;
  from: string;
  to: string;
  actions: ReassignmentAction[];
  reason: string;
  /** `{code, params, numbers}` of the plan's explanation; `{code: 'manual'}` for a person's own. */
  trigger: unknown;
  /** `{receiver: {before, after}, donor: {before, after}}`, each side an outlook or null. */
  prediction: unknown;
  actor: string;
  policyVersion: number;
  /** Mode under which it came into being. */
  mode?: Mode;
  createdAt: string;
  /** When the countdown of mode `confirm` ends; null where nobody counts. */
  executesAt: string | null;
  /** When an unanswered proposal is withdrawn. */
  expiresAt?: string | null;
  executedAt?: string | null;
  /** When a loan ends at the latest. */
  endsAt: string | null;
  closedAt?: string | null;
  decidedBy?: string | null;
  appliedTo?: 'upstream' | 'registry';
  /** Why it expired, failed or needs somebody. */
  note?: string | null;
  score?: ReassignmentScore | null;
  undoReport?: { agent?: string; tickets?: string[]; code: string }[] | null;
}

export interface AutomationView {
  mode: Mode;
  pausedBy: string | null;
  pausedUntil: string | null;
  pauseReason?: string | null;
  /** Why nothing is planned although the mode says so: data-too-old, warming-up, no-data, rebuilding, … */
  reason?: string | null;
  policyVersion?: number;
  /** Share of the last scores inside their predicted range; null before there are enough. */
  coverage?: number | null;
  /** How many scores that are, and the share under which `auto` steps down. */
  scored?: number;
  coverageLimit?: number;
  /** When `auto` stepped down to `suggest` because predictions were off. */
  demotedAt?: string | null;
}

/** One sentence of the plan: a code, the names in it (channels, the constraint that binds) and the figures in it, durations in seconds. */
export interface PlanExplanation {
  code: string;
  params: Record<string, string | readonly string[]>;
  numbers: Record<string, number | null>;
}

/** Why the plan does no more than it does. */
export interface AutomationReasons {
  at: string;
  reasons: PlanExplanation[];
}

const Id = Type.String({ minLength: 1, maxLength: 256 });
const Reason = Type.String({ maxLength: 500 });
const ActionBody = Type.Object({
  action: Type.Enum([...ACTIONS]),
  agent: Type.Optional(Id),
  tickets: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })),
  from: Type.Optional(Slug),
  to: Slug,
  when: Type.Optional(Type.Enum(['now', 'after-current'])),
});
export const ReassignmentBody = Type.Object({
  from: Type.Optional(Slug),
  to: Type.Optional(Slug),
  agents: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true })),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  actions: Type.Optional(Type.Array(ActionBody, { minItems: 1, maxItems: 50 })),
  reason: Type.Optional(Reason),
  /** Past the rules of staffing and skill; admin and operations only, with a reason. */
  override: Type.Optional(Type.Boolean()),
});
export type ReassignmentBody = Type.Static<typeof ReassignmentBody>;

export const DecisionBody = Type.Object({ reason: Type.Optional(Reason) });
export const PauseBody = Type.Object({
  until: Type.Optional(Type.Union([Instant, Type.Null()])),
  minutes: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_080 })),
  reason: Type.Optional(Reason),
});

const Figure = (minimum: number, maximum: number) => Type.Optional(Type.Number({ minimum, maximum }));
const Trigger = Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1_000_000 }), Type.Null()]));
/** Limits of `plan`; names and units of libs/rebalance. */
export const PolicyLimits = Type.Object(
  {
    tickSeconds: Figure(1, 600),
    maxDataAgeSeconds: Figure(10, 3600),
    warmUpSeconds: Figure(0, 3600),
    switchoverSeconds: Figure(0, 3600),
    setupSeconds: Type.Optional(Type.Record(Slug, Type.Record(Slug, Type.Number({ minimum: 0, maximum: 3600 })))),
    defaultSetupSeconds: Figure(0, 3600),
    actuationDelaySeconds: Figure(0, 3600),
    maxActionsPerTick: Figure(1, 50),
    minDwellSeconds: Figure(0, 86_400),
    minLoanSeconds: Figure(0, 86_400),
    maxMovesPerShift: Figure(0, 6),
    maxAssistsPerAgent: Figure(0, 2),
    maxAssistsPerShift: Figure(0, 50),
    horizonSeconds: Figure(300, 7200),
    shiftEndGuardSeconds: Figure(0, 14_400),
    vetoFreezeSeconds: Figure(0, 86_400),
    orderMemorySeconds: Figure(300, 7200),
    maxBatch: Figure(1, 20),
    allowMoves: Type.Optional(Type.Boolean()),
    allowAssists: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export const PolicyBody = Type.Object(
  {
    version: Type.Optional(Type.Integer({ minimum: 0 })),
    mode: Type.Optional(Type.Enum([...MODES])),
    triggers: Type.Optional(Type.Object({ pending: Trigger, timeoutRate: Trigger }, { additionalProperties: false })),
    minStaff: Type.Optional(Type.Record(Slug, Type.Integer({ minimum: 0, maximum: 10_000 }))),
    limits: Type.Optional(PolicyLimits),
    countdownSeconds: Figure(0, 3600),
    proposalSeconds: Figure(10, 86_400),
    maxLoanSeconds: Figure(60, 86_400),
    confirmSeconds: Figure(1, 86_400),
    coverageLimit: Figure(0, 1),
    command: Type.Optional(
      Type.Object(
        {
          attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
          backoffSeconds: Figure(0.05, 300),
          timeoutSeconds: Figure(0.2, 10),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type PolicyBody = Type.Static<typeof PolicyBody>;

export interface PolicyDocument {
  /** Grows with every change; every reassignment names the one it came from. */
  version: number;
  mode: Mode;
  /** Alarm levels that a receiver must also have reached before anything is proposed; null: predicted load alone decides. */
  triggers: { pending: number | null; timeoutRate: number | null };
  /** Per channel, instead of the registry's. */
  minStaff: Record<string, number>;
  limits: Record<string, unknown>;
  countdownSeconds: number;
  proposalSeconds: number;
  maxLoanSeconds: number;
  /** How long an accepted command may stay without its effect before a person is called. */
  confirmSeconds: number;
  coverageLimit: number;
  /** How a command is delivered; real seconds. */
  command: { attempts: number; backoffSeconds: number; timeoutSeconds: number };
}

export const SimulateBody = Type.Object({
  scenario: Type.Optional(Type.Enum(['synthetic-surge', 'recorded-day'])),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
});

export const UpstreamBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  url: Type.String({ minLength: 8, maxLength: 2000 }),
  channels: Type.Array(Slug, { minItems: 1, maxItems: 500, uniqueItems: true }),
  secret: Type.Optional(Type.String({ minLength: 24, maxLength: 200 })),
});
export interface UpstreamView {
  id: string;
  name: string;
  url: string;
  channels: string[];
}

/** What goes to an upstream, as a Standard Webhook. */
export interface ReassignmentCommand {
  type: 'reassignment.command';
  id: string;
  reassignment: string;
  /** The same for every delivery of one command. */
  idempotencyKey: string;
  /** Grows from command to command: one with a lower number than was seen for the agent comes too late. */
  fence: number;
  action: ReassignmentKind;
  agent?: string;
  tickets?: string[];
  from: string;
  to: string;
  when: 'now' | 'after-current';
  rule?: ReassignmentRule;
  reason: string;
}
