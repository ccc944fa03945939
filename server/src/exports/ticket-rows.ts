// A ticket as one row of a file: which, what, when, how it went. Nothing of the customer but the tier and a masked reference.
import type { TicketNow } from '@tideboard/domain';
import { CUSTOMER_CLOCKS } from '../casework/ticket-query.js';
import { maskName } from '../privacy/personal.js';
import { labelIn } from '../reports/period.js';
import type { Value } from '../reports/tables.js';

export const TICKET_COLUMNS = [
  'ticket',
  'channel',
  'kind',
  'topic',
  'priority',
  'state',
  'level',
  'rounds',
  'createdAt',
  'startedAt',
  'endedAt',
  'responseSeconds',
  'handleSeconds',
  'missed',
  'score',
  'agent',
  'name',
  'team',
  'tier',
  'customer',
] as const;

const seconds = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.round((to - from) / 1000));

/** Instants on the site's clock, with its offset. Durations are those of the latest round. */
export function ticketRow(
  id: string,
  ticket: TicketNow,
  { names, timeZone }: { names: ReadonlyMap<string, string>; timeZone: string },
): Value[] {
  const label = labelIn(timeZone);
  const at = (instant: number | null): Value => (instant === null ? null : label(instant));
  const missed = ticket.clocks.filter(({ clock, missed: is }) => is && CUSTOMER_CLOCKS.includes(clock)).map(({ clock }) => clock);
  return [
    id,
    ticket.channel,
    ticket.kind,
    ticket.topic,
    ticket.priority,
    ticket.state,
    ticket.level,
    ticket.cycles,
    at(ticket.createdAt),
    at(ticket.startedAt),
    at(ticket.endedAt),
    seconds(ticket.pendingSince, ticket.startedAt),
    seconds(ticket.startedAt, ticket.completedAt ?? ticket.endedAt),
    missed.join(' '),
    ticket.score,
    ticket.agent,
    ticket.agent === null ? null : (names.get(ticket.agent) ?? null),
    ticket.team,
    ticket.tier,
    ticket.customer === null ? null : maskName(ticket.customer),
  ];
}
