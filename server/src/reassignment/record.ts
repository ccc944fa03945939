import type {
  ActionStatus,
  Mode,
  ReassignmentKind,
  ReassignmentRule,
  ReassignmentScore,
  ReassignmentState,
  ReassignmentView,
} from '@tideboard/contracts';
import { type Decision, isSettled, stateOf } from '@tideboard/domain';
import type { Spread } from './range.js';

/** One agent (or one bundle of tickets) of a reassignment. Instants are epoch ms of the site clock, but for those called real. */
export interface Entry {
  /** From 1; with the id it names the command. */
  n: number;
  agent: string | null;
  name: string | null;
  tickets: string[] | null;
  when: 'now' | 'after-current';
  rule: ReassignmentRule | null;
  /** Where a loan ends: the channel that the agent was taken from. */
  backTo: string;
  status: ActionStatus;
  /** When the status began. */
  since: number;
  leg: Leg;
  /** The floor has shown the agent where it was sent. */
  seen: boolean;
  problem: string | null;
  /** The agent's own yes, or no and why. */
  acceptedAt?: number | null;
  declined?: { at: number; reason: string } | null;
  /** The way on which this agent's waiting tickets have been looked for; what they left behind follows as entries of its own. */
  emptied?: Way;
  /** Set where the entry is no agent but tickets that an agent of the same reassignment leaves behind. */
  handed?: Handed;
}

export type Way = 'out' | 'home';

/** Waiting tickets of somebody who leaves a channel; they go once the leaving is agreed to, and stay where they are if it is not. */
export interface Handed {
  /** `n` of whoever leaves, and on which way. */
  follows: number;
  way: Way;
  /** Where the tickets wait, before and after. */
  channel: string;
  of: string;
  ofName: string | null;
  /** Who takes them; null: the channel's common line. */
  to: string | null;
}

/** One command, from its order to its answer. Going out is serial 1, coming home 2, and 3 where home had to be ordered again. */
export interface Leg {
  serial: number;
  orderedAt: number;
  attempts: number;
  /** Null until the first delivery begins. */
  fence: number | null;
  /** No delivery before this (real ms): somebody is at it, or the back-off runs. */
  notBeforeReal: number;
}

export interface Forecast {
  /** Predicted pending at the receiver when it is scored. */
  predicted: number;
  low: number;
  high: number;
  dueAt: number;
  /** What the range was made of; absent in records of an older build. */
  spread?: Spread;
}

export interface ReassignmentRecord {
  id: string;
  kind: ReassignmentKind;
  from: string;
  to: string;
  decision: Decision;
  undone: boolean;
  entries: Entry[];
  reason: string;
  trigger: unknown;
  prediction: unknown;
  actor: string;
  mode: Mode;
  policyVersion: number;
  createdAt: number;
  executesAt: number | null;
  expiresAt: number | null;
  decidedAt: number | null;
  decidedBy: string | null;
  executedAt: number | null;
  endsAt: number | null;
  closedAt: number | null;
  upstream: string | null;
  note: string | null;
  forecast: Forecast | null;
  score: ReassignmentScore | null;
  undoReport: ReassignmentView['undoReport'];
}

/** Who acts where nobody does. */
export const AUTOMATION = 'automation';

/** What one entry is: a reassignment of people may carry tickets along. */
export const kindOf = ({ kind }: Pick<ReassignmentRecord, 'kind'>, { handed }: Pick<Entry, 'handed'>): ReassignmentKind =>
  handed ? 'reroute' : kind;

/** Kinds that somebody comes home from. */
export const isLoan = (kind: ReassignmentKind): boolean => kind === 'move' || kind === 'assist';

export const recordState = ({
  decision,
  undone,
  entries,
}: Pick<ReassignmentRecord, 'decision' | 'undone' | 'entries'>): ReassignmentState =>
  stateOf(
    decision,
    undone,
    entries.map(({ status }) => status),
  );

/**
 * What an approved reassignment keeps others from: the agent as a whole where it changes channel, the one host where it assists. Mere
 * proposals keep nobody from anything: a person's hand goes first.
 */
export function claimsOf(record: ReassignmentRecord | null): string[] {
  if (record?.decision !== 'approved') return [];
  return record.entries.flatMap(({ agent, status }) =>
    agent === null || isSettled(status) ? [] : claimOf(record.kind, agent, record.to),
  );
}

const claimOf = (kind: ReassignmentKind, agent: string, host: string): string =>
  kind === 'assist' || kind === 'end-assist' ? `${agent}\n${host}` : agent;

/** The agent that a claim is about. */
export const claimedAgent = (claim: string): string => claim.split('\n', 1)[0]!;
