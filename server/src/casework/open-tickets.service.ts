import { Injectable } from '@nestjs/common';
import { TicketIndex } from '../tickets/ticket-index.js';
import { type Read, TicketReader } from './ticket-reader.service.js';

/** A floor has thousands open, not more; beyond, the most urgent ones are what matters. */
const MOST = 10_000;
/** Consoles ask every few seconds, each for itself: one reading serves them all (real ms). */
const FRESH_MS = 1500;

export interface OpenReading {
  now: number;
  open: Read[];
  /** Tickets with an open promise that is due within the hour, or overdue; also of those that have ended. */
  promised: Read[];
}

/** All open tickets of the site, first deadline first. */
@Injectable()
export class OpenTickets {
  private held: { at: number; reading: Promise<OpenReading> } | null = null;

  constructor(
    private readonly index: TicketIndex,
    private readonly reader: TicketReader,
  ) {}

  read(): Promise<OpenReading> {
    const at = performance.now();
    if (this.held && at - this.held.at < FRESH_MS) return this.held.reading;
    const reading = this.readNow();
    this.held = { at, reading };
    reading.catch(() => (this.held = null));
    return reading;
  }

  async readNow(): Promise<OpenReading> {
    const now = this.reader.now();
    const open = await this.collect({ list: 'due' }, now);
    const promised = await this.collect({ list: 'promise', to: now + 3_600_000 }, now);
    return { now, open, promised };
  }

  private async collect(walk: Parameters<TicketIndex['walk']>[0], now: number): Promise<Read[]> {
    const all: Read[] = [];
    for await (const places of this.index.walk(walk)) {
      all.push(
        ...(await this.reader.read(
          places.map(({ id }) => id),
          now,
        )),
      );
      if (all.length >= MOST) break;
    }
    return all;
  }
}
