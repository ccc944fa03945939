import { Injectable } from '@nestjs/common';
import type { TicketPage } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { type Place, TicketIndex, type Walk } from '../tickets/ticket-index.js';
import { reaches } from './reach.js';
import { cursorOf, matches, type TicketQuery } from './ticket-query.js';
import { type Read, TicketReader } from './ticket-reader.service.js';
import { iso } from './ticket-views.js';

/** Tickets looked at for one page: a rare thing in a long history takes a few pages, and nobody else's time. */
const MAX_LOOKED = 6000;
const MAX_OF_CUSTOMER = 1000;

/** Lists of tickets: filters over the lists that the commits keep. */
@Injectable()
export class TicketSearch {
  constructor(
    private readonly index: TicketIndex,
    private readonly reader: TicketReader,
  ) {}

  async page(caller: Principal, query: TicketQuery): Promise<TicketPage> {
    const now = this.reader.now();
    const fits = ({ id, ticket }: Read): boolean => reaches(caller, ticket) && matches(query, id, ticket, now);
    const named = query.after ? [] : await this.named(query, now);
    const { found, next } =
      query.customer !== null || named.some(fits)
        ? { found: named.filter(fits).slice(0, query.limit), next: null }
        : await this.walk(query, fits, now);
    return { at: iso(now), tickets: await this.reader.summaries(found, now), next: next && cursorOf(next) };
  }

  /** What was asked for by its whole name: a ticket's number, a customer's reference. Latest first. */
  private async named({ q, customer }: TicketQuery, now: number): Promise<Read[]> {
    const exact = q === '' ? [] : [q];
    const customers = customer === null ? exact : [customer];
    const theirs = await Promise.all(customers.map((ref) => this.index.ofCustomer(ref, MAX_OF_CUSTOMER)));
    const read = await this.reader.read([...new Set([...exact, ...theirs.flat()])], now);
    return read.toSorted((a, b) => b.ticket.createdAt - a.ticket.createdAt);
  }

  private async walk(
    query: TicketQuery,
    fits: (read: Read) => boolean,
    now: number,
  ): Promise<{ found: Read[]; next: Place | null }> {
    const found: Read[] = [];
    let looked = 0;
    for await (const places of this.index.walk(walkOf(query, now))) {
      const read = new Map(
        (
          await this.reader.read(
            places.map(({ id }) => id),
            now,
          )
        ).map((each) => [each.id, each]),
      );
      for (const [i, place] of places.entries()) {
        const ticket = read.get(place.id);
        if (ticket && fits(ticket)) found.push(ticket);
        if (found.length === query.limit)
          return { found, next: isLast(places, i) ? await this.behind(query, place, now) : place };
      }
      looked += places.length;
      if (looked >= MAX_LOOKED) return { found, next: places.at(-1)! };
    }
    return { found, next: null };
  }

  /** A full page that ends with a chunk has a next one only where the list goes on. */
  private async behind(query: TicketQuery, place: Place, now: number): Promise<Place | null> {
    const { done } = await this.index.walk({ ...walkOf(query, now), after: place }).next();
    return done ? null : place;
  }
}

const isLast = (places: readonly Place[], i: number): boolean => i === places.length - 1;

function walkOf({ sort, after, since, until, due, promise }: TicketQuery, now: number): Walk {
  // In the order of the promises: they are what is asked for, and the tickets may have ended.
  if (promise !== null) return { list: 'promise', after };
  if (sort === 'created') return { list: 'creation', newest: true, from: since ?? -Infinity, to: until ?? Infinity, after };
  const to = due === null ? Infinity : due === 'overdue' ? now : now + due * 1000;
  return { list: 'due', to, after };
}
