import { Injectable } from '@nestjs/common';
import { DEFINITIONS_VERSION, type RatingComment, type SatisfactionReport } from '@tideboard/contracts';
import { ratingOf, readTicket } from '@tideboard/domain';
import { mayRead, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { maskText } from '../privacy/personal.js';
import { EventLog } from '../tickets/event-log.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { type BookedRating, RatingBook } from './rating-book.js';
import { type Period, readPeriod } from './period.js';
import { figuresOf, mattering, type Rated } from './satisfaction.js';

const MOST_COMMENTS = 30;
const TICKETS_AT_ONCE = 2000;

export interface SatisfactionQuery {
  from?: string | undefined;
  to?: string | undefined;
  channel?: string | undefined;
}

/** What customers said, for those who lead. */
@Injectable()
export class SatisfactionService {
  constructor(
    private readonly book: RatingBook,
    private readonly tickets: TicketStore,
    private readonly events: EventLog,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  /** @throws ProblemError 422 for days that are none, 404 for a channel that is not the caller's */
  async report(caller: Principal, query: SatisfactionQuery): Promise<SatisfactionReport> {
    const { site, channels } = this.directory.present();
    const shown = channels.filter(({ id }) => mayRead(caller, id) && (query.channel === undefined || query.channel === id));
    if (query.channel !== undefined && shown.length === 0) throw new ProblemError(404, 'not_found', 'There is no such channel.');
    const now = this.clock.now();
    const period = readPeriod(query, site, now);
    const ids = new Set(shown.map(({ id }) => id));
    const rated = (await this.rated(period)).filter(({ channel }) => ids.has(channel));
    return {
      from: period.first,
      to: period.last,
      timeZone: site.timeZone,
      asOf: new Date(now).toISOString(),
      definitions: DEFINITIONS_VERSION,
      channel: query.channel ?? null,
      totals: figuresOf(rated),
      channels: shown.map(({ id, name }) => ({ id, name, ...figuresOf(rated.filter(({ channel }) => channel === id)) })),
      comments: await this.comments(mattering(rated, MOST_COMMENTS)),
    };
  }

  /** The ratings that count: of each ticket the latest, on the day and the channel where the board counted it. */
  private async rated({ from, to }: Period): Promise<Rated[]> {
    const booked = await this.book.between(from, to);
    const byKey = new Map(booked.map((rating) => [`${rating.source}\n${rating.id}`, rating]));
    const ids = [...new Set(booked.map(({ ticket }) => ticket))];
    const found: Rated[] = [];
    for (let i = 0; i < ids.length; i += TICKETS_AT_ONCE) {
      // oxlint-disable-next-line no-await-in-loop -- a month of tickets at once would hold up everybody else
      const { tickets } = await this.tickets.records(ids.slice(i, i + TICKETS_AT_ONCE), []);
      for (const [id, { facts }] of tickets) found.push(...this.countedOf(id, readTicket(facts, this.clock.now()), byKey));
    }
    return found;
  }

  private countedOf(id: string, ticket: ReturnType<typeof readTicket>, booked: ReadonlyMap<string, BookedRating>): Rated[] {
    const rating = ticket && ratingOf(ticket);
    const entry = rating && booked.get(`${rating.fact.source}\n${rating.fact.id}`);
    return entry ? [{ ...entry, ticket: id, at: rating.fact.at, channel: rating.channel, score: rating.fact.score! }] : [];
  }

  private async comments(rated: readonly Rated[]): Promise<RatingComment[]> {
    const events = await this.events.read(rated);
    return rated.flatMap(({ ticket, channel, at, score, dimensions }, i) => {
      const { comment } = (events[i]?.data ?? {}) as { comment?: string };
      const said = { ticket, channel, at: new Date(at).toISOString(), score, dimensions };
      return comment ? [{ ...said, comment: maskText(comment) }] : [];
    });
  }
}
