import { Injectable } from '@nestjs/common';
import type { Recommendation } from '@tideboard/contracts';
import { type Applicant, defaultAssignmentRules, readAgent, recommend } from '@tideboard/domain';
import { mayRead, type Principal } from '../access/principal.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { OpenTickets } from './open-tickets.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { iso } from './ticket-views.js';

/** Who could take a ticket, out of the people on the reader's channels. */
@Injectable()
export class Recommender {
  constructor(
    private readonly desk: TicketDesk,
    private readonly reader: TicketReader,
    private readonly store: TicketStore,
    private readonly tickets: OpenTickets,
  ) {}

  async of(caller: Principal, id: string): Promise<Recommendation> {
    const now = this.reader.now();
    const { ticket } = await this.desk.find(caller, id, now);
    const applicants = (await this.applicants(now)).filter(({ channel }) => channel !== null && mayRead(caller, channel));
    return { at: iso(now), ...recommend(ticket, applicants, defaultAssignmentRules()) };
  }

  private async applicants(now: number): Promise<Applicant[]> {
    const [agents, { open }] = await Promise.all([this.store.agents(), this.tickets.read()]);
    const loads = new Map<string, number>();
    for (const { ticket } of open) if (ticket.agent !== null) loads.set(ticket.agent, (loads.get(ticket.agent) ?? 0) + 1);
    return [...agents].map(([id, { facts }]) => {
      const { name, channel, state, tier, skills } = readAgent(facts, now);
      return {
        id,
        name: name ?? null,
        channel: channel ?? null,
        state: state ?? null,
        tier: tier ?? null,
        team: null,
        skills: skills ?? [],
        open: loads.get(id) ?? 0,
      };
    });
  }
}
