// Tickets and customers as people read them. Personal fields are masked (`王**`, `138****5678`) wherever nothing else is said.
import { Type } from 'typebox';
import { CUSTOMER_TIERS, KINDS, PRIORITIES } from './event.js';
import { Instant } from './primitives.js';

export const TICKET_STATES = ['pending', 'in_progress', 'awaiting_feedback', 'completed', 'closed', 'abandoned'] as const;
export type TicketStateName = (typeof TICKET_STATES)[number];
export const OPEN_STATES: readonly TicketStateName[] = ['pending', 'in_progress', 'awaiting_feedback'];

/** `record`: the end of service to the completed record. */
export const TICKET_CLOCKS = ['response', 'handling', 'assign', 'complaint', 'escalation', 'record'] as const;
export type TicketClockName = (typeof TICKET_CLOCKS)[number];

export interface TicketClock {
  clock: TicketClockName;
  /** When it began to run. */
  since: string;
  /** Null: it has no end, as service never comes. */
  dueAt: string | null;
  settledAt: string | null;
  state: 'running' | 'overdue' | 'met' | 'missed';
}

/** Masked. `ref` is the upstream's reference. */
export interface TicketCustomer {
  ref: string | null;
  name: string | null;
  phone: string | null;
  tier: (typeof CUSTOMER_TIERS)[number] | null;
}

/** What a 410 `ticket_let_go` says besides: when the ticket went, and for how many days the site keeps tickets now. */
export interface LetGoTicket {
  letGoAt: string;
  keptDays: number;
}

export interface TicketPromise {
  /** The id of its `ticket.promised` event. */
  id: string;
  what: string | null;
  agent: string | null;
  madeAt: string;
  dueAt: string;
  keptAt: string | null;
  state: 'open' | 'overdue' | 'kept' | 'late';
  /** Made by a rule of the floor: the call-back after a complaint. */
  rule?: 'call-back';
}

export interface TicketSummary {
  id: string;
  channel: string;
  state: TicketStateName;
  kind: (typeof KINDS)[number] | null;
  priority: (typeof PRIORITIES)[number];
  level: number;
  summary: string | null;
  customer: TicketCustomer;
  /** Whoever has it, by the latest word; `name` null where nobody said one. */
  agent: { id: string; name: string | null } | null;
  team: string | null;
  createdAt: string;
  /** Since when it waits for its first touch in the present round. */
  pendingSince: string;
  startedAt: string | null;
  endedAt: string | null;
  /** The first deadline that nothing has answered yet. */
  deadline: TicketClock | null;
  /** Its first open promise. */
  promise: TicketPromise | null;
  score: number | null;
  /** Only where asked for (`recommend=true`), of open tickets that nobody has: who could take it. Null: nobody can. */
  recommended?: Candidate | null;
}

/** One event of a ticket. `data` is the event's, customers and numbers in free text masked; null where the log no longer has it. */
export interface TimelineEntry {
  ticket: string;
  id: string;
  source: string;
  type: string;
  at: string;
  /** The channel that held the ticket once this had happened. */
  channel: string | null;
  /** Who did it, or whom it is about. */
  agent: string | null;
  /** Their name, where one was ever said. */
  agentName?: string;
  data: Record<string, unknown> | null;
  /** The ticket is none of the reader's: what happened and when, no words and no names. */
  limited?: boolean;
}

export interface TicketDetail extends TicketSummary {
  at: string;
  skills: string[];
  /** One more than it was reopened. */
  rounds: number;
  completedAt: string | null;
  clocks: TicketClock[];
  promises: TicketPromise[];
  timeline: TimelineEntry[];
}

export interface TicketPage {
  at: string;
  tickets: TicketSummary[];
  /** For the next page; null at the end. A page may be short, or empty, and still have a next one. */
  next: string | null;
}

export interface CustomerTimeline {
  at: string;
  customer: TicketCustomer;
  tickets: (TicketSummary & { limited?: boolean })[];
  /** Oldest first, across all tickets and channels. */
  entries: TimelineEntry[];
}

/** What asks for somebody's attention now, most urgent first. */
export interface Attention {
  at: string;
  /** Open tickets within five minutes of a deadline: VIPs and complaints before others. */
  dueSoon: TicketSummary[];
  /** Open tickets that are past a deadline. */
  overdue: number;
  /** Open promises that are due within the hour, or overdue. */
  promises: { ticket: TicketSummary; promise: TicketPromise }[];
  /** Open tickets that a rule of the floor would raise, to which level, and who answers for that level. */
  escalations: { ticket: TicketSummary; level: number; rule: string; name?: string; owner?: string | null }[];
  /** Complaints that were answered and nobody has promised to call back about, by when a call would be due. */
  callBacks: { ticket: TicketSummary; dueAt: string }[];
  /** Service has ended, the record is not completed ten minutes later. */
  lateRecords: TicketSummary[];
}

const Text = Type.String({ minLength: 1, maxLength: 2000 });
const Level = Type.Integer({ minimum: 2, maximum: 4 });
export const EscalateBody = Type.Object({ level: Level, reason: Type.Optional(Text) });
export const PromiseBody = Type.Object({
  dueAt: Instant,
  what: Type.Optional(Text),
  agent: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
});
export const AssignBody = Type.Object({
  agent: Type.String({ minLength: 1, maxLength: 256 }),
  team: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
});

/** A ticket that a lead has reminded its agent of. No words: those would be about the customer. */
export interface Reminder {
  ticket: string;
  /** Who reminds, by the name people know them under. */
  by: string;
  at: string;
}

export const CANDIDATE_REASONS = ['skills', 'team', 'senior', 'free', 'load', 'channel'] as const;

/** Somebody who could take a ticket. */
export interface Candidate {
  agent: string;
  name: string | null;
  channel: string | null;
  state: string | null;
  tier: string | null;
  team: string | null;
  /** Open tickets that they have. */
  open: number;
  reasons: (typeof CANDIDATE_REASONS)[number][];
}
