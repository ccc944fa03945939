import { Injectable } from '@nestjs/common';
import type { EscalationRules } from '@tideboard/contracts';
import { type Raise, raiseOf } from '@tideboard/domain';
import { EscalationStore, type HeldRules } from './escalation-store.js';
import { type OpenReading, OpenTickets } from './open-tickets.service.js';
import type { Read } from './ticket-reader.service.js';

export interface Raised extends Raise {
  read: Read;
}

/** What the rules of the floor ask for, now. */
@Injectable()
export class Escalations {
  constructor(
    private readonly store: EscalationStore,
    private readonly tickets: OpenTickets,
  ) {}

  /** Every open ticket that a rule would raise, by level; `fresh` reads the floor anew. */
  async due(fresh = false): Promise<{ rules: HeldRules; raised: Raised[] }> {
    const rules = await this.store.read();
    if (rules.mode === 'off') return { rules, raised: [] };
    const reading = await (fresh ? this.tickets.readNow() : this.tickets.read());
    return { rules, raised: raisedIn(reading, rules).toSorted((a, b) => b.level - a.level || a.at - b.at) };
  }
}

function raisedIn({ open, now }: OpenReading, { rules }: EscalationRules): Raised[] {
  const contacts = new Map<string, number[]>();
  for (const { ticket } of open) {
    if (ticket.customer === null) continue;
    const known = contacts.get(ticket.customer);
    if (known) known.push(ticket.createdAt);
    else contacts.set(ticket.customer, [ticket.createdAt]);
  }
  for (const instants of contacts.values()) instants.sort((a, b) => a - b);
  return open.flatMap((read): Raised[] => {
    const { ticket, facts } = read;
    const flags = facts.flatMap(({ type, severity, at }) =>
      type === 'ticket.flagged' && severity !== undefined && at >= ticket.pendingSince && at <= now ? [{ severity, at }] : [],
    );
    const raise = raiseOf(ticket, rules, { now, contacts: contacts.get(ticket.customer ?? '') ?? [], flags });
    return raise ? [{ ...raise, read }] : [];
  });
}
