import { Injectable } from '@nestjs/common';
import { type AssignmentRules, OPEN_STATES, type Recommendation, type TicketSummary } from '@tideboard/contracts';
import { type Applicant, type Assigning, readAgent, recommend, recommendEach } from '@tideboard/domain';
import { allows } from '../access/policy.js';
import { mayRead, type Principal } from '../access/principal.js';
import { StaffingStore } from '../directory/staffing.store.js';
import { ProblemError } from '../platform/http/problem.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { OpenTickets } from './open-tickets.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { iso } from './ticket-views.js';

/** Who could take a ticket, out of the people on the reader's channels, by the floor's rules. */
@Injectable()
export class Recommender {
  constructor(
    private readonly desk: TicketDesk,
    private readonly reader: TicketReader,
    private readonly store: TicketStore,
    private readonly tickets: OpenTickets,
    private readonly staffing: StaffingStore,
  ) {}

  /** @param instead rules that are not in force, to see what they would do */
  async of(caller: Principal, id: string, instead?: AssignmentRules): Promise<Recommendation> {
    const now = this.reader.now();
    const { ticket } = await this.desk.find(caller, id, now);
    const [applicants, rules] = await Promise.all([this.applicants(caller, now), this.rules(instead)]);
    return { at: iso(now), ...recommend(ticket, applicants, rules) };
  }

  /**
   * Beside each open ticket of a list that nobody has: who could take it, as if those further up had been given away before.
   *
   * @throws ProblemError 403 for who may assign nothing
   */
  async beside(caller: Principal, list: TicketSummary[]): Promise<TicketSummary[]> {
    if (!allows('tickets.assign', caller)) throw new ProblemError(403, 'forbidden', 'Your role assigns no tickets.');
    const free = list.filter(({ agent, state }) => agent === null && OPEN_STATES.includes(state)).map(({ id }) => id);
    if (free.length === 0) return list;
    const now = this.reader.now();
    const [read, applicants, rules] = await Promise.all([
      this.reader.read(free, now),
      this.applicants(caller, now),
      this.rules(),
    ]);
    const each = recommendEach(
      read.map(({ ticket }) => ticket),
      applicants,
      rules,
    );
    const first = new Map(read.map(({ id }, i) => [id, each[i]!.candidates[0] ?? null]));
    return list.map((ticket) => (first.has(ticket.id) ? { ...ticket, recommended: first.get(ticket.id)! } : ticket));
  }

  private async rules(instead?: AssignmentRules): Promise<Assigning> {
    const { rules, teams } = await this.staffing.read();
    return { ...(instead ?? rules), teams };
  }

  private async applicants(caller: Principal, now: number): Promise<Applicant[]> {
    const [agents, { open }] = await Promise.all([this.store.agents(), this.tickets.read()]);
    const loads = new Map<string, number>();
    for (const { ticket } of open) if (ticket.agent !== null) loads.set(ticket.agent, (loads.get(ticket.agent) ?? 0) + 1);
    return [...agents].flatMap(([id, { facts }]): Applicant[] => {
      const { name = null, channel = null, state = null, tier = null, team = null, skills = [] } = readAgent(facts, now);
      if (channel === null || !mayRead(caller, channel)) return [];
      return [{ id, name, channel, state, tier, team, skills, open: loads.get(id) ?? 0 }];
    });
  }
}
