import { Injectable } from '@nestjs/common';
import { contentHash } from '../ingest/content-hash.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Entry, ReassignmentRecord } from './record.js';

/** Whose word it is when Tideboard itself moves somebody. */
export const SOURCE = '/tideboard/reassignment';

/** Carries an action out where no upstream does: in Tideboard's own registry of agents and tickets, by an event like any other. */
@Injectable()
export class RegistryApplier {
  constructor(private readonly writer: TicketWriter) {}

  /** Safe to repeat: id, instant and content of the events depend on the order alone. Says why it cannot be done, or null. */
  async apply(record: ReassignmentRecord, entry: Entry): Promise<string | null> {
    // No event takes a ticket from somebody without giving it to somebody.
    if (entry.handed?.to === null) return 'no colleague has room';
    const events = eventsOf(record, entry);
    if (events.length > 0) await this.writer.apply(events);
    return null;
  }
}

/** An assist changes nobody's channel: the record itself is where it is registered. */
function eventsOf({ id, kind, to }: ReassignmentRecord, { n, agent, tickets, leg, backTo, handed }: Entry): AcceptedEvent[] {
  const base = { at: leg.orderedAt, id: `${id}.${n}.${leg.serial}` };
  if (handed) return (tickets ?? []).map((ticket, i) => assigned(ticket, handed.to!, { at: base.at, id: `${base.id}.${i}` }));
  const channel = leg.serial > 1 ? backTo : to;
  if (agent !== null && (kind === 'move' || kind === 'return'))
    return [
      {
        ...envelope('agent.changed', agent, { ...base, data: { channel } }),
        to: 'agent',
        type: 'agent.changed',
        fields: { channel },
      },
    ];
  return (kind === 'reroute' ? (tickets ?? []) : []).map((ticket, i) => ({
    ...envelope('ticket.transferred', ticket, { at: base.at, id: `${base.id}.${i}`, data: { channel } }),
    to: 'ticket',
    type: 'ticket.transferred',
    data: { channel },
  }));
}

function assigned(ticket: string, agent: string, base: { at: number; id: string }): AcceptedEvent {
  const data = { agent };
  return { ...envelope('ticket.assigned', ticket, { ...base, data }), to: 'ticket', type: 'ticket.assigned', data };
}

function envelope(type: string, subject: string, { at, id, data }: { at: number; id: string; data: object }) {
  const event = { specversion: '1.0' as const, id, source: SOURCE, type, subject, time: new Date(at).toISOString(), data };
  return { id, source: SOURCE, subject, at, contentHash: contentHash(event), logEntry: JSON.stringify(event) };
}
