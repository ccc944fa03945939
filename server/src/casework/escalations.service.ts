import { Injectable } from '@nestjs/common';
import type { EscalationPreview, EscalationRule } from '@tideboard/contracts';
import { type Raise, raiseOf } from '@tideboard/domain';
import type { Principal } from '../access/principal.js';
import { EscalationStore, type HeldRules } from './escalation-store.js';
import { type OpenReading, OpenTickets } from './open-tickets.service.js';
import { reaches } from './reach.js';
import type { Read } from './ticket-reader.service.js';
import { iso } from './ticket-views.js';

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
    return { rules, raised: raisedIn(reading, rules.rules).toSorted((a, b) => b.level - a.level || a.at - b.at) };
  }

  /** What rules would do to the tickets that the caller may see, each by itself and all together, whatever their mode. */
  async preview(caller: Principal, rules: readonly EscalationRule[]): Promise<EscalationPreview> {
    const reading = await this.tickets.read();
    const raises = (some: readonly EscalationRule[]): number =>
      raisedIn(reading, some).filter(({ read }) => reaches(caller, read.ticket)).length;
    return {
      at: iso(reading.now),
      open: reading.open.filter(({ ticket }) => reaches(caller, ticket)).length,
      raised: raises(rules),
      rules: rules.map((rule) => ({ id: rule.id, tickets: raises([rule]) })),
    };
  }
}

function raisedIn({ open, now }: OpenReading, rules: readonly EscalationRule[]): Raised[] {
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
