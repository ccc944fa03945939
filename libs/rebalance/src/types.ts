/**
 * What a floor looks like from outside, and what may be done about it.
 *
 * Durations are seconds, instants epoch milliseconds, shares 0..1. Anything a source does not know is `null` or left out;
 * the reader of a snapshot treats both alike and never guesses a zero, because "nobody waits" and "nobody told us" call
 * for opposite decisions.
 */

/** A figure that may be unknown. */
export type Known<T> = T | null | undefined;

/** Contacts that arrived in the newest 1, 5, 15 and 60 minutes. */
export interface ArrivalCounts {
  m1?: Known<number>;
  m5?: Known<number>;
  m15?: Known<number>;
  m60?: Known<number>;
}

export interface ChannelSnapshot {
  id: string;
  /** Work that may wait for minutes or hours (mail, social messages) and can therefore lend people first. */
  deferrable?: Known<boolean>;
  pending?: Known<number>;
  oldestWaitSeconds?: Known<number>;
  inProgress?: Known<number>;
  arrivals?: Known<ArrivalCounts>;
  /** How long arrivals have been watched; windows longer than this are partial. */
  observedSeconds?: Known<number>;
  avgHandleSeconds?: Known<number>;
  handleSamples?: Known<number>;
  timeoutsToday?: Known<number>;
  timeoutRate?: Known<number>;
  abandonedToday?: Known<number>;
  /** Arrivals per hour expected in each of the next 24 five-minute steps. */
  forecastPerHour?: Known<readonly Known<number>[]>;
  /** First answer promised within this many seconds. */
  responseSeconds?: Known<number>;
  /** Share of contacts to be answered within `responseSeconds`. */
  serviceLevelTarget?: Known<number>;
  weight?: Known<number>;
  minStaff?: Known<number>;
  /** Conversations that one agent holds at once. */
  concurrency?: Known<number>;
  /** Each further conversation lengthens all by this share. */
  slowdown?: Known<number>;
  /** Handle time of one conversation held alone. */
  configuredHandleSeconds?: Known<number>;
  patienceSeconds?: Known<number>;
}

export type AgentState = 'available' | 'busy' | 'wrap_up' | 'draining' | 'switching' | 'break' | 'offline';

export interface AssistInForce {
  channel: string;
  since?: Known<number>;
}

export interface AgentSnapshot {
  id: string;
  home?: Known<string>;
  channel?: Known<string>;
  /** Channel → speed against the channel's handle time (1 = as configured). */
  skills?: Known<Readonly<Record<string, Known<number>>>>;
  state?: Known<AgentState>;
  conversations?: Known<number>;
  capacity?: Known<number>;
  /** Channel of the conversations now running. */
  serving?: Known<string>;
  /** Channel that the agent is on the way to. */
  target?: Known<string>;
  lastMoveAt?: Known<number>;
  movesToday?: Known<number>;
  assists?: Known<readonly AssistInForce[]>;
  lastAssistAt?: Known<number>;
  assistsToday?: Known<number>;
  shiftEndsAt?: Known<number>;
}

export type ActionKind = 'move' | 'assist' | 'end-assist' | 'return' | 'reroute';
export type OrderStatus = 'proposed' | 'applied' | 'rejected' | 'vetoed' | 'ended';

/** An earlier decision of the last 30 minutes; never stale, because whoever calls keeps the list itself. */
export interface Order {
  action: ActionKind;
  agent?: Known<string>;
  from?: Known<string>;
  to?: Known<string>;
  at?: Known<number>;
  status?: Known<OrderStatus>;
}

/** A ticket that waits, that nobody has started, and that one agent has been given. */
export interface TicketSnapshot {
  id: string;
  channel?: Known<string>;
  agent?: Known<string>;
  /** The first deadline that still runs. */
  dueAt?: Known<number>;
  createdAt?: Known<number>;
}

export interface Snapshot {
  now: number;
  dataAgeSeconds?: Known<number>;
  channels?: Known<readonly ChannelSnapshot[]>;
  agents?: Known<readonly AgentSnapshot[]>;
  orders?: Known<readonly Order[]>;
  /** Left out = not known: nothing is rerouted, and the plan is the same as ever. */
  tickets?: Known<readonly TicketSnapshot[]>;
}

/** Conditions that a router checks at every contact before it gives an assisting agent a host's customer. */
export interface AssistRule {
  /** Help while a customer at home would wait no longer than this without the agent; without it: while nobody waits at home. */
  homeWaitSeconds?: number;
  /** Help only once the host's oldest customer has waited this long. */
  hostOldestSeconds?: number;
  /** Keep this many conversations free. */
  keepFree?: number;
}

/** The expected course of one channel over its horizon. Unknown = null. */
export interface Outlook {
  channel: string;
  serviceLevel: number | null;
  /** Mean wait of a contact that arrives in the horizon. */
  waitSeconds: number | null;
  /** Contacts that will be answered late or abandon. */
  misses: number | null;
  /** Waiting at the end of the horizon. */
  pendingAtEnd: number | null;
  horizonSeconds: number;
}

/** An outlook without and with an action (together with the others of the same batch). */
export interface Effect {
  before: Outlook;
  after: Outlook;
}

export interface ActionPrediction {
  receiver: Effect | null;
  donor: Effect | null;
}

/** Why an action was chosen; the words are rendered by whoever shows it. */
export type ReasonCode =
  | 'receiver-overloaded'
  | 'trouble-lasts'
  | 'home-needs-agent'
  | 'host-recovered'
  | 'assist-hurts-home'
  | 'agent-leaves';

export interface Evidence {
  dataAgeSeconds: number;
  /** At the receiver. */
  pending: number;
  oldestWaitSeconds: number;
  arrivalsPerHour: number;
  handleSeconds: number;
  /** Conversations that arriving work keeps busy, and those that the people now assigned can hold. */
  offeredLoad: number;
  capacity: number;
}

interface Deed {
  from: string;
  to: string;
  reason: ReasonCode;
  evidence: Evidence;
  prediction: ActionPrediction;
}

/** One agent goes, comes home, or begins or ends to help. */
export interface AgentAction extends Deed {
  action: Exclude<ActionKind, 'reroute'>;
  agent: string;
  when: 'now' | 'after-current';
  rule?: AssistRule;
}

/** Waiting tickets of somebody who leaves their channel, and who has them from now on. */
export interface Handover {
  /** Who leaves. */
  of: string;
  /** Who takes them; null: the channel's common line, because no colleague has room. */
  agent: string | null;
  /** The earliest deadline first. */
  tickets: string[];
}

/** A handover as an action: it stays on its channel (`from` = `to`), and instants and deadlines stay with the tickets. */
export interface Reroute extends Deed, Handover {
  action: 'reroute';
  when: 'now';
}

export type Action = AgentAction | Reroute;

export type ExplanationCode =
  | ReasonCode
  | 'mode-off'
  | 'data-too-old'
  | 'data-old-compensated'
  | 'snapshot-empty'
  | 'warming-up'
  | 'quiet'
  | 'all-hot'
  | 'channel-unknown'
  | 'donor-unused'
  | 'no-helper'
  | 'no-worthwhile-batch'
  | 'limit-reached';

/** What kept a donor from lending, in the order in which it is checked. */
export type Binding =
  | 'unknown'
  | 'hot'
  | 'receiving'
  | 'minimum-staff'
  | 'service-level'
  | 'offered-load'
  | 'wait'
  | 'dwell'
  | 'shift-end'
  | 'daily-cap'
  | 'vetoed'
  | 'ordered'
  | 'not-available'
  | 'no-skill'
  | 'not-worthwhile';

/** One structured sentence for people: a code, the names in it and the figures in it. */
export interface Explanation {
  code: ExplanationCode;
  /** Names: channels, agents, the binding constraint. */
  params: Readonly<Record<string, string | readonly string[]>>;
  /** Figures in the units of this file. */
  numbers: Readonly<Record<string, number | null>>;
}

export interface Plan {
  actions: Action[];
  explanations: Explanation[];
}

/** The course of every known channel without and with the actions. */
export interface Prediction {
  channels: Effect[];
}
