import { channelAtFact, completionOf, type Ticket } from './cycle.js';
import type { Fact } from './fact.js';

/** The rating that counts (rule R10: the latest of the ticket) and the channel that held the ticket then (R7); null without one. */
export function ratingOf(ticket: Ticket): { fact: Fact; channel: string } | null {
  const fact = ticket.facts.findLast(({ type }) => type === 'ticket.rated');
  return fact ? { fact, channel: channelAtFact(ticket, fact) } : null;
}

/** What a customer may be asked about: the ticket's present cycle has ended with work done. Null while it has not. */
export function ratableCompletion(ticket: Ticket): { at: number; channel: string } | null {
  const done = completionOf(ticket.cycles.at(-1)!);
  return done ? { at: done.at, channel: channelAtFact(ticket, done) } : null;
}
