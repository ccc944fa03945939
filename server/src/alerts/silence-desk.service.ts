import { Injectable } from '@nestjs/common';
import type { SilenceBody, SilenceView } from '@tideboard/contracts';
import { randomUUID } from 'node:crypto';
import type { Type } from 'typebox';
import { mayRead, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { readInstant } from '../ingest/instant.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { type Silence, silenceView } from './silence.js';
import { SilenceStore } from './silence-store.js';

/** Who keeps what quiet, and until when. The alerts themselves are marked by the node that watches the board. */
@Injectable()
export class SilenceDesk {
  constructor(
    private readonly store: SilenceStore,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  /** Those that have not ended, the one that ends first in front; of the caller's channels and of all channels. */
  async list(caller: Principal): Promise<SilenceView[]> {
    const now = this.clock.now();
    const known = (await this.store.all()).filter(
      ({ channel, until }) => until > now && (channel === null || mayRead(caller, channel)),
    );
    return known.toSorted((a, b) => a.until - b.until).map(silenceView);
  }

  /** @throws ProblemError 403 for a whole floor that is not the caller's · 422 for an unknown channel or an end that is none */
  async add(caller: Principal, body: Type.Static<typeof SilenceBody>): Promise<SilenceView> {
    const now = this.clock.now();
    const channel = body.channel ?? null;
    this.mustOwn(caller, channel);
    if (channel !== null && (!this.directory.channel(channel) || !mayRead(caller, channel)))
      throw new ProblemError(422, 'invalid', 'channel: no such channel');
    const from = body.from === undefined ? now : readInstant(body.from);
    const until = readInstant(body.until);
    if (from === null) throw new ProblemError(422, 'invalid', 'from: not an instant');
    if (until === null || until <= Math.max(now, from))
      throw new ProblemError(422, 'invalid', 'until: an instant in the future, after from');
    const { metric = null, reason = null } = body;
    const silence: Silence = { id: randomUUID(), channel, metric, from, until, reason, createdBy: caller.name, createdAt: now };
    await this.store.put(silence);
    return silenceView(silence);
  }

  /** @throws ProblemError 404 where there is none for this caller · 403 for one over the whole floor that is not theirs to lift */
  async lift(caller: Principal, id: string): Promise<void> {
    const silence = (await this.store.all()).find((known) => known.id === id);
    if (!silence || (silence.channel !== null && !mayRead(caller, silence.channel)))
      throw new ProblemError(404, 'not_found', 'No such silence.');
    this.mustOwn(caller, silence.channel);
    await this.store.forget([silence]);
  }

  private mustOwn(caller: Principal, channel: string | null): void {
    if (channel === null && caller.channels !== null)
      throw new ProblemError(403, 'forbidden', 'Only who answers for all channels may silence or unsilence all of them.');
  }
}
