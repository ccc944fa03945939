import { Injectable } from '@nestjs/common';
import { readAgent, type TicketNow, viewTicket } from '@tideboard/domain';
import type { TicketSnapshot } from '@tideboard/rebalance';
import { SiteClock } from '../platform/clock/site-clock.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketIndex } from '../tickets/ticket-index.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { inboxesOf } from './inboxes.js';

/** A floor has thousands open, not more; beyond, the most urgent ones are what matters. */
const MOST = 10_000;

/** The waiting tickets that agents have been given. Read only when somebody leaves: it looks at every open ticket of the site. */
@Injectable()
export class Inboxes {
  constructor(
    private readonly index: TicketIndex,
    private readonly store: TicketStore,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  async read(): Promise<TicketSnapshot[]> {
    const now = this.clock.now();
    const { policy } = this.policies.current();
    const open: [string, TicketNow][] = [];
    for await (const places of this.index.walk({ list: 'due' })) {
      const { tickets } = await this.store.records(
        places.map(({ id }) => id),
        [],
      );
      for (const [id, { facts }] of tickets) {
        const ticket = viewTicket(facts, policy, now);
        if (ticket?.agent) open.push([id, ticket]);
      }
      if (open.length >= MOST) break;
    }
    const holders = [...new Set(open.map(([, { agent }]) => agent!))];
    const { agents } = await this.store.records([], holders);
    return inboxesOf(open, (id) => readAgent(agents.get(id)!.facts, now).conversations ?? 0);
  }
}
