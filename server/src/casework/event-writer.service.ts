import { Inject, Injectable } from '@nestjs/common';
import type { CloudEvent } from '@tideboard/contracts';
import { DATA_KEY } from '../config/config.module.js';
import { isRefusal, readEvent } from '../ingest/read-event.js';
import { sealEvent } from '../ingest/sealer.js';
import { ProblemError } from '../platform/http/problem.js';
import type { Verdict } from '../tickets/accepted-event.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';

/** An event of Tideboard's own about a ticket; `actor` is who made it. */
export interface OwnEvent {
  id: string;
  source: string;
  type: string;
  subject: string;
  /** Epoch ms. */
  at: number;
  data: object;
  actor?: string;
}

/** Hands events of our own to the one writer, through the same judgement as everybody's. */
@Injectable()
export class EventWriter {
  constructor(
    private readonly writer: TicketWriter,
    @Inject(DATA_KEY) private readonly dataKey: Buffer,
  ) {}

  /** Resolves once it is durable and counted. @throws ProblemError 422 where it is not an event that anybody may send */
  async write({ at, ...event }: OwnEvent): Promise<Verdict> {
    // As it would have come over the wire: what is undefined was not said.
    const sent = JSON.parse(JSON.stringify({ specversion: '1.0', time: new Date(at).toISOString(), ...event })) as CloudEvent;
    const read = readEvent(sent, (whole) => sealEvent(whole, this.dataKey));
    if (isRefusal(read)) throw new ProblemError(422, read.code, read.message);
    const [verdict] = await this.writer.apply([read]);
    return verdict!;
  }
}
