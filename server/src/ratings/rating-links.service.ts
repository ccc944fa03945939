import { Inject, Injectable } from '@nestjs/common';
import { MAX_RATING_COMMENT, type RatingBody, type RatingInvitation } from '@tideboard/contracts';
import { ratableCompletion, readTicket, type Ticket } from '@tideboard/domain';
import { mayRead, type Principal } from '../access/principal.js';
import { DATA_KEY } from '../config/config.module.js';
import { DirectoryService } from '../directory/directory.service.js';
import { IngestService } from '../ingest/ingest.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { ratingEventId, ratingKey, readClaim, signClaim } from './link-token.js';

export const RATING_SOURCE = 'tideboard:/rating';
/** Counted from the completion: later than that people rate what they imagine. */
const LIFETIME_MS = 14 * 24 * 3600_000;

interface Read {
  ticket: Ticket;
  expiresAt: number;
  used: boolean;
}

/** Links by which customers rate, and what they send. */
@Injectable()
export class RatingLinks {
  private readonly key: Buffer;

  constructor(
    private readonly tickets: TicketStore,
    private readonly ingest: IngestService,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
    @Inject(DATA_KEY) dataKey: Buffer,
  ) {
    this.key = ratingKey(dataKey);
  }

  /** The token for the ticket's last completion. @throws ProblemError 404 unknown, or not the caller's; 409 not completed, or too long ago */
  async issue(caller: Principal, id: string): Promise<{ token: string; expiresAt: string }> {
    const ticket = await this.read(id);
    const done = ticket && ratableCompletion(ticket);
    const holder = done?.channel ?? ticket?.created.channel;
    if (!ticket || !mayRead(caller, holder!)) throw new ProblemError(404, 'not_found', 'There is no such ticket.');
    if (!done) throw new ProblemError(409, 'not_completed', 'Only a completed ticket can be rated.');
    const expiresAt = Math.ceil((done.at + LIFETIME_MS) / 1000) * 1000;
    if (expiresAt <= this.clock.now()) throw new ProblemError(409, 'too_late', 'It was completed too long ago to be rated.');
    return { token: signClaim({ ticket: id, expiresAt }, this.key), expiresAt: new Date(expiresAt).toISOString() };
  }

  /** What the holder of a link sees. @throws ProblemError 404 for a link that this site never made */
  async invitation(token: string): Promise<RatingInvitation> {
    const { ticket, expiresAt, used } = await this.open(token);
    const { site, channels } = this.directory.present();
    const done = ratableCompletion(ticket);
    const channel = channels.find(({ id }) => id === (done?.channel ?? ticket.created.channel));
    return {
      state: used ? 'used' : expiresAt <= this.clock.now() ? 'expired' : 'open',
      site: site.name,
      channel: channel?.name ?? { 'zh-CN': '', en: '' },
      completedAt: new Date(done?.at ?? ticket.created.at).toISOString(),
      timeZone: site.timeZone,
      expiresAt: new Date(expiresAt).toISOString(),
    };
  }

  /** Takes an answer, once. @throws ProblemError 404 unknown link, 409 used, 410 expired */
  async answer(token: string, { score, dimensions = {}, comment }: RatingBody): Promise<void> {
    const claim = await this.open(token);
    if (claim.used) throw usedAlready();
    if (claim.expiresAt <= this.clock.now()) throw new ProblemError(410, 'link_expired', 'This link has expired.');
    const said = comment?.trim().slice(0, MAX_RATING_COMMENT);
    await this.ingest
      .ingest([
        {
          specversion: '1.0',
          id: ratingEventId(token),
          source: RATING_SOURCE,
          type: 'ticket.rated',
          time: new Date(this.clock.now()).toISOString(),
          subject: readClaim(token, this.key)!.ticket,
          data: { score, ...(Object.keys(dimensions).length > 0 ? { dimensions } : {}), ...(said ? { comment: said } : {}) },
        },
      ])
      .catch((error: unknown) => {
        // Two answers at one moment: the writer takes one, and the other is the same event with other content.
        const { rejected } = ((error as ProblemError).extras?.members ?? {}) as { rejected?: { code: string }[] };
        throw rejected?.[0]?.code === 'id_conflict' ? usedAlready() : error;
      });
  }

  private async open(token: string): Promise<Read> {
    const claim = readClaim(token, this.key);
    const ticket = claim && (await this.read(claim.ticket));
    if (!ticket) throw new ProblemError(404, 'not_found', 'This link is not known here.');
    const id = ratingEventId(token);
    const used = ticket.facts.some((fact) => fact.source === RATING_SOURCE && fact.id === id);
    return { ticket, expiresAt: claim.expiresAt, used };
  }

  private async read(id: string): Promise<Ticket | null> {
    const { tickets } = await this.tickets.records([id], []);
    return readTicket(tickets.get(id)!.facts, this.clock.now());
  }
}

const usedAlready = (): ProblemError => new ProblemError(409, 'already_rated', 'This link was used; a rating is given once.');
