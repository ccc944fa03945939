import { channelAt, isOpen, readTicket } from './cycle.js';
import type { Fact } from './fact.js';
import type { Policy } from './policy.js';

/**
 * Whether nothing that the ticket adds lies in the present or on a business day that begins at `before` (epoch ms) or later: it has
 * ended, all that was said of it lies before, and with it every deadline that it missed. A promise may be due long after the end.
 */
export function isSettledBefore(facts: readonly Fact[], policy: Policy, before: number): boolean {
  if (facts.length === 0 || facts.some(({ type, at }) => at >= before || type === 'ticket.promised')) return false;
  const ticket = readTicket(facts, before);
  return ticket !== null && !isOpen(ticket.state) && policy.has(channelAt(ticket, Infinity));
}
