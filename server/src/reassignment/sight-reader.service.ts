import { Injectable } from '@nestjs/common';
import { readAgent, viewTicket } from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { ControlStore } from './control-store.js';
import type { ReassignmentRecord } from './record.js';
import type { Sights } from './sightings.js';

/** Reads what the floor shows of the agents and tickets that reassignments are about. */
@Injectable()
export class SightReader {
  constructor(
    private readonly tickets: TicketStore,
    private readonly policies: PolicyService,
    private readonly control: ControlStore,
    private readonly clock: SiteClock,
  ) {}

  async read(records: readonly ReassignmentRecord[]): Promise<Sights> {
    const entries = records.filter(({ decision }) => decision === 'approved').flatMap((record) => record.entries);
    const agentIds = [...new Set(entries.flatMap(({ agent }) => agent ?? []))];
    const ticketIds = [...new Set(entries.flatMap(({ tickets }) => tickets ?? []))];
    const [{ agents, tickets }, { policy }] = await Promise.all([this.tickets.records(ticketIds, agentIds), this.control.read()]);
    const now = this.clock.now();
    const rules = this.policies.current().policy;
    return {
      now,
      confirmSeconds: policy.confirmSeconds,
      agents: new Map(
        [...agents].map(([id, { facts }]) => {
          const { channel, shiftEndsAt } = readAgent(facts, now);
          return [id, { channel, shiftEndsAt }];
        }),
      ),
      tickets: new Map(
        [...tickets].flatMap(([id, { facts }]) => {
          const ticket = viewTicket(facts, rules, now);
          if (!ticket) return [];
          const { state, channel, agent } = ticket;
          return [[id, state === 'pending' ? { channel, agent } : null] as const];
        }),
      ),
    };
  }
}
