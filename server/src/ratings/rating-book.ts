import { Injectable } from '@nestjs/common';
import { RATING_DIMENSIONS, type RatingDimension } from '@tideboard/contracts';
import { keys, RedisConnections } from '../platform/redis/index.js';

const PAGE = 1000;
const RATED = '"ticket.rated"';

/** One rating as the event log tells it. Of the comment only whether there is one: what people wrote stays in the store. */
export interface BookedRating {
  ticket: string;
  /** Epoch ms. */
  at: number;
  source: string;
  id: string;
  dimensions: Partial<Record<RatingDimension, number>>;
  commented: boolean;
}

/** Which tickets were rated when. Follows the event log from where it last stood: the first question reads it once, later ones the end. */
@Injectable()
export class RatingBook {
  /** By source and id: an entry that was written anew in the log is still one rating. */
  private readonly ratings = new Map<string, BookedRating>();
  private last = '-';
  private reading: Promise<void> | null = null;

  constructor(private readonly connections: RedisConnections) {}

  /** Every rating dated within [from, to) (epoch ms), as the log has it now. */
  async between(from: number, to: number): Promise<BookedRating[]> {
    this.reading ??= this.follow().finally(() => {
      this.reading = null;
    });
    await this.reading;
    return [...this.ratings.values()].filter(({ at }) => at >= from && at < to);
  }

  private async follow(): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await this.connections.main.xrange(keys.log, this.last, '+', 'COUNT', PAGE);
      for (const [id, fields] of page) {
        const entry = fields[1]!;
        if (entry.includes(RATED)) this.book(entry);
        this.last = `(${id}`;
      }
      if (page.length < PAGE) return;
    }
  }

  private book(entry: string): void {
    const { type, subject, time, source, id, data } = JSON.parse(entry) as Record<string, string> & { data: RatedData };
    if (type !== 'ticket.rated') return;
    const dimensions = readDimensions(data.dimensions ?? {});
    this.ratings.set(`${source}\n${id}`, {
      ticket: subject!,
      at: Date.parse(time!),
      source: source!,
      id: id!,
      dimensions,
      commented: !!data.comment,
    });
  }
}

interface RatedData {
  dimensions?: Partial<Record<RatingDimension, number>> | number[] | null;
  comment?: string | null;
}

/** A list has the dimensions in the contract's order. */
function readDimensions(said: NonNullable<RatedData['dimensions']>): BookedRating['dimensions'] {
  const pairs = RATING_DIMENSIONS.map((name, i) => [name, Array.isArray(said) ? said[i] : said[name]] as const);
  return Object.fromEntries(pairs.filter(([, score]) => score !== undefined));
}
