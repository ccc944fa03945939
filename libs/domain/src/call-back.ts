// Who answered a complaint calls the customer back (the handbook's "with a call-back within 24 h"). Pure.
import { completionOf, type Ticket } from './cycle.js';

/**
 * When (epoch ms) the complaint was answered, where nobody has promised to call back since; null for anything else. A promise counts that
 * was made after the answer, or that is still open and due after it.
 */
export function unpromisedAnswer(ticket: Ticket): number | null {
  const done = ticket.created.kind === 'complaint' ? completionOf(ticket.cycles.at(-1)!) : null;
  if (!done) return null;
  const kept = ticket.facts.filter(({ type }) => type === 'ticket.promise_kept');
  const promised = ticket.facts.some(
    ({ type, id, at, dueAt }) =>
      type === 'ticket.promised' &&
      (at >= done.at || (dueAt! >= done.at && !kept.some(({ promise }) => promise === undefined || promise === id))),
  );
  return promised ? null : done.at;
}
