import { Injectable } from '@nestjs/common';
import type { CustomerTimeline, LetGoTicket, TicketDetail } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { TicketIndex } from '../tickets/ticket-index.js';
import { reaches } from './reach.js';
import { type Read, TicketReader } from './ticket-reader.service.js';
import { clockOf, iso, promiseOf } from './ticket-views.js';
import { timelineOf } from './timeline.js';

/** A customer's latest tickets: enough for a conversation, and an answer of bounded size. */
const MAX_OF_CUSTOMER = 200;

/** One ticket, and one customer, as whoever may see them sees them. */
@Injectable()
export class TicketDesk {
  constructor(
    private readonly reader: TicketReader,
    private readonly index: TicketIndex,
  ) {}

  /**
   * @throws ProblemError 404 also where it is somebody else's, 410 `ticket_let_go` where its term is over; whose it was is no longer known,
   * so only those are told who see every channel
   */
  async find(caller: Principal, id: string, now: number): Promise<Read> {
    const [read] = await this.reader.read([id], now);
    if (read && reaches(caller, read.ticket)) return read;
    const letGo = read || caller.channels !== null || caller.role === 'agent' ? null : await this.reader.letGo(id);
    if (letGo === null) throw new ProblemError(404, 'not_found', 'No such ticket.');
    throw new ProblemError(410, 'ticket_let_go', 'The ticket was let go after the term that the site keeps tickets for.', {
      members: { letGoAt: iso(letGo.at), keptDays: letGo.keptDays } satisfies LetGoTicket,
    });
  }

  async one(caller: Principal, id: string): Promise<TicketDetail> {
    const now = this.reader.now();
    const read = await this.find(caller, id, now);
    const { facts, ticket } = read;
    const [[summary], events] = await Promise.all([this.reader.summaries([read], now), this.reader.events(facts)]);
    const eventOf = (promise: { id: string; source: string }) =>
      events[facts.findIndex((fact) => fact.id === promise.id && fact.source === promise.source)] ?? null;
    return {
      ...summary!,
      at: iso(now),
      skills: ticket.skills,
      rounds: ticket.cycles,
      completedAt: ticket.completedAt === null ? null : iso(ticket.completedAt),
      clocks: ticket.clocks.map(clockOf),
      promises: ticket.promises.map((promise) => promiseOf(promise, eventOf(promise), now)),
      timeline: await this.reader.named(timelineOf(id, { facts, events, own: true }, { now, dataKey: this.reader.dataKey }), now),
    };
  }

  /**
   * Asked once, seen everywhere: whoever serves a customer sees that they have asked on other channels too, and how it went; words and
   * names of those stay with them.
   *
   * @throws ProblemError 404 where no ticket of the customer is the caller's
   */
  async customer(caller: Principal, ref: string): Promise<CustomerTimeline> {
    const now = this.reader.now();
    const ids = await this.index.ofCustomer(ref, MAX_OF_CUSTOMER * 5);
    const all = (await this.reader.read(ids, now)).toSorted((a, b) => b.ticket.createdAt - a.ticket.createdAt);
    if (!all.some(({ ticket }) => reaches(caller, ticket))) throw new ProblemError(404, 'not_found', 'No such customer.');
    const latest = all.slice(0, MAX_OF_CUSTOMER);
    const own = new Set(latest.filter(({ ticket }) => reaches(caller, ticket)));
    const [summaries, events] = await Promise.all([
      this.reader.summaries(latest, now),
      Promise.all(latest.map(({ facts }) => this.reader.events(facts))),
    ]);
    const entries = latest.flatMap((read, i) =>
      timelineOf(read.id, { facts: read.facts, events: events[i]!, own: own.has(read) }, { now, dataKey: this.reader.dataKey }),
    );
    const known = summaries.filter((_, i) => own.has(latest[i]!)).map(({ customer }) => customer);
    return {
      at: iso(now),
      customer: {
        ref,
        name: known.find(({ name }) => name !== null)?.name ?? null,
        phone: known.find(({ phone }) => phone !== null)?.phone ?? null,
        tier: known.find(({ tier }) => tier !== null)?.tier ?? null,
      },
      tickets: summaries.map((summary, i) =>
        own.has(latest[i]!) ? summary : { ...summary, summary: null, agent: null, promise: null, limited: true },
      ),
      // Of one instant: in the order of their tickets.
      entries: await this.reader.named(
        entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
        now,
      ),
    };
  }
}
