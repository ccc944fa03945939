// Agents as people and programs see them. What an upstream reports (`agent.changed`) and what an office keeps by hand are one set of
// facts: an edit here is an `agent.changed` of the source `tideboard:/registry`, and the latest word on a field holds, whoever said it.
// `team`, `speeds`, `newcomer` and `loans` are usually the office's alone; `state`, `channel` and `conversations` are nobody's to edit.
import { Type } from 'typebox';
import type { ChannelName } from './channel.js';
import { AGENT_STATES, AGENT_TIERS } from './event.js';
import { Instant } from './primitives.js';
import type { ReassignmentKind, ReassignmentState } from './reassignment.js';

export type AgentState = (typeof AGENT_STATES)[number];
export type AgentTier = (typeof AGENT_TIERS)[number];

const Id = Type.String({ minLength: 1, maxLength: 256 });
const Skill = Type.String({ minLength: 1, maxLength: 64 });
const orNull = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** Share of the usual speed at a skill; 1 where nothing is said. */
export const SkillSpeeds = Type.Record(Skill, Type.Number({ minimum: 0.1, maximum: 3 }));

/** What `PUT /agents/{id}` takes; what a merge patch leaves must be one, too. */
export const AgentBody = Type.Object({
  name: orNull(Type.String({ maxLength: 200 })),
  team: orNull(Id),
  home: orNull(Id),
  skills: Type.Optional(Type.Array(Skill, { maxItems: 100 })),
  speeds: Type.Optional(SkillSpeeds),
  tier: orNull(Type.Enum([...AGENT_TIERS])),
  capacity: orNull(Type.Integer({ minimum: 0, maximum: 1000 })),
  shiftEndsAt: orNull(Instant),
  /** Still learning: the automation lends them to nobody, and a person who does is warned. */
  newcomer: Type.Optional(Type.Boolean()),
  /** False: never lent out. */
  loans: Type.Optional(Type.Boolean()),
});
export type AgentBody = Type.Static<typeof AgentBody>;

/** What `PATCH /agents` takes: a merge patch for each of many agents, as `PATCH /agents/{id}` takes it for one. */
export const AgentsPatch = Type.Object({
  agents: Type.Array(Type.Object({ id: Id, patch: Type.Record(Type.String(), Type.Unknown()) }), { minItems: 1, maxItems: 500 }),
});
export type AgentsPatch = Type.Static<typeof AgentsPatch>;

/** `changed`: who is as their patch wants, written in one step; `failed`: who is not, and why. */
export interface AgentsPatched {
  changed: string[];
  failed: { id: string; code: string; message: string }[];
}

/** The open reassignment that concerns an agent. */
export interface AgentReassignment {
  id: string;
  kind: ReassignmentKind;
  state: ReassignmentState;
  from: string;
  to: string;
  /** Of this agent in it; the words of `ReassignmentAction.status`. */
  status: string;
  /** The agent has said yes. */
  accepted: boolean;
  endsAt: string | null;
}

/** Unknown is null. A skill is the id of a channel, or a tag of the upstream's own. */
export interface AgentView {
  id: string;
  name: string | null;
  team: string | null;
  home: string | null;
  channel: string | null;
  state: AgentState | null;
  /** Since when this state is reported, as far as the events have arrived in their order. */
  stateSince: string | null;
  skills: string[];
  speeds: Record<string, number>;
  tier: AgentTier | null;
  capacity: number | null;
  conversations: number | null;
  /** `conversations` / `capacity`. */
  load: number | null;
  onLoanSince: string | null;
  movesToday: number;
  lastMoveAt: string | null;
  shiftEndsAt: string | null;
  assists: { channel: string; since: string }[];
  newcomer: boolean;
  loans: boolean;
  reassignment: AgentReassignment | null;
}

/** Agents on the socket, to people only: all of them once (`whole`), then those that changed and those that are out of sight. */
export interface AgentsFrame {
  whole: boolean;
  agents: AgentView[];
  gone: string[];
}

export const DeclineBody = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) });

/** A reassignment as the one agent whom it concerns sees it: nobody else is in it. */
export interface LoanNotice {
  id: string;
  kind: ReassignmentKind;
  state: ReassignmentState;
  from: string;
  to: string;
  when: 'now' | 'after-current';
  /** Of this agent; the words of `ReassignmentAction.status`. */
  status: string;
  /** One English sentence; `trigger` carries codes and figures for other languages. */
  reason: string;
  trigger: unknown;
  actor: string;
  createdAt: string;
  /** When a countdown ends and it is carried out. */
  executesAt: string | null;
  /** When the agent is home again at the latest. */
  endsAt: string | null;
  acceptedAt: string | null;
  declinedAt: string | null;
}

/** What an agent needs to know of themselves. */
export interface MyWork {
  at: string;
  /** Site seconds per real second. */
  clockRate: number;
  timeZone: string;
  businessDay: string;
  /** The agent id that the account stands for; null where none is linked. */
  linked: string | null;
  /** Null where nobody has ever reported that agent. */
  agent: AgentView | null;
  notices: LoanNotice[];
  channels: ChannelName[];
}
