import type { Fact } from './fact.js';

/** One round of a ticket's life: from `created` or a `reopened` to the next. Every fact named is the first of its kind in the round. */
export interface Cycle {
  begin: Fact;
  /** When the next cycle replaced this one; Infinity for the present one. */
  replacedAt: number;
  facts: Fact[];
  start: Fact | null;
  completion: Fact | null;
  closing: Fact | null;
  /** An abandonment that a later start took back is null here. */
  abandonment: Fact | null;
  awaiting: Fact | null;
  level: number;
}

export type TicketState = 'pending' | 'in_progress' | 'awaiting_feedback' | 'completed' | 'closed' | 'abandoned';

/** A ticket at an instant: its facts so far in their order, `created` first (rule R2), cut into cycles (rule R4). */
export interface Ticket {
  created: Fact;
  facts: Fact[];
  cycles: Cycle[];
  state: TicketState;
}

/** Reads a ticket from its sorted facts as the site clock shows `now`; null while it has no `created` that has come to pass. */
export function readTicket(facts: readonly Fact[], now: number): Ticket | null {
  const past = facts.filter((fact) => fact.at <= now);
  const created = past.find((fact) => fact.type === 'ticket.created');
  if (!created) return null;
  const ordered = [created, ...past.filter((fact) => fact.type !== 'ticket.created')];
  const cycles = cutIntoCycles(ordered);
  return { created, facts: ordered, cycles, state: stateOf(cycles.at(-1)!) };
}

function cutIntoCycles(ordered: readonly Fact[]): Cycle[] {
  const rounds: Fact[][] = [];
  for (const fact of ordered) {
    if (rounds.length === 0 || fact.type === 'ticket.reopened') rounds.push([]);
    rounds.at(-1)!.push(fact);
  }
  return rounds.map((facts, i) => readCycle(facts, rounds[i + 1]?.[0]?.at ?? Infinity));
}

function readCycle(facts: Fact[], replacedAt: number): Cycle {
  const first = (type: Fact['type']): Fact | null => facts.find((fact) => fact.type === type) ?? null;
  const start = first('ticket.started');
  const abandonment = first('ticket.abandoned');
  const takenBack = start !== null && abandonment !== null && facts.indexOf(start) > facts.indexOf(abandonment);
  return {
    begin: facts[0]!,
    replacedAt,
    facts,
    start,
    completion: first('ticket.completed'),
    closing: first('ticket.closed'),
    abandonment: takenBack ? null : abandonment,
    awaiting: first('ticket.awaiting_feedback'),
    level: facts.reduce((highest, fact) => Math.max(highest, fact.level ?? 1), 1),
  };
}

/** Rule R4. */
function stateOf(cycle: Cycle): TicketState {
  if (cycle.closing) return 'closed';
  if (cycle.completion) return 'completed';
  if (cycle.abandonment) return 'abandoned';
  if (cycle.awaiting) return 'awaiting_feedback';
  return cycle.start ? 'in_progress' : 'pending';
}

export const isOpen = (state: TicketState): boolean =>
  state === 'pending' || state === 'in_progress' || state === 'awaiting_feedback';

/** What counts as the completion of a cycle: a completion, or a closing without one. */
export const completionOf = (cycle: Cycle): Fact | null => cycle.completion ?? cycle.closing;

/** When the cycle's clocks stopped: completed, closed or abandoned, whichever came first; null while they run. */
export function endedAt(cycle: Cycle): number | null {
  const ends = [cycle.completion, cycle.closing, cycle.abandonment].flatMap((fact) => (fact ? [fact.at] : []));
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** The channel that holds the ticket once everything up to and including `fact` has happened (rule R7). */
export function channelAtFact(ticket: Ticket, fact: Fact): string {
  return lastChannel(ticket, ticket.facts.slice(0, ticket.facts.indexOf(fact) + 1));
}

/** The channel that holds the ticket at an instant. */
export const channelAt = (ticket: Ticket, instant: number): string =>
  lastChannel(
    ticket,
    ticket.facts.filter((fact) => fact.at <= instant),
  );

const lastChannel = (ticket: Ticket, facts: readonly Fact[]): string =>
  facts.findLast((fact) => fact.channel !== undefined)?.channel ?? ticket.created.channel!;
