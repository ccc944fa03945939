import { Injectable } from '@nestjs/common';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { customerPrefix } from './listings.js';

/** Where a walk stands: after this member, which may be gone by now. */
export interface Place {
  score: number;
  id: string;
}

/** One list, from here on: by `score` upwards, or downwards where `newest` is asked for; bounds are inclusive. */
export interface Walk {
  list: 'due' | 'creation' | 'promise' | 'answer';
  newest?: boolean;
  from?: number;
  to?: number;
  after?: Place | null;
}

const LISTS = {
  due: keys.ticketsByDue,
  creation: keys.ticketsByCreation,
  promise: keys.ticketsByPromise,
  answer: keys.ticketsByAnswer,
};
const CHUNK = 300;
const text = (score: number): string => (score === Infinity ? '+inf' : score === -Infinity ? '-inf' : String(score));

/** Finds tickets in the lists that the commits keep. */
@Injectable()
export class TicketIndex {
  constructor(private readonly connections: RedisConnections) {}

  /** Members in their order, a chunk at a time. */
  async *walk({ list, newest = false, from = -Infinity, to = Infinity, after = null }: Walk): AsyncGenerator<Place[]> {
    let start = after ? after.score : newest ? to : from;
    let last = after;
    for (let skip = 0; ; ) {
      const [near, far] = [text(start), text(newest ? from : to)];
      // oxlint-disable-next-line no-await-in-loop -- each chunk begins where the one before ended
      const flat = await (newest
        ? this.connections.main.zrange(LISTS[list], near, far, 'BYSCORE', 'REV', 'LIMIT', skip, CHUNK, 'WITHSCORES')
        : this.connections.main.zrange(LISTS[list], near, far, 'BYSCORE', 'LIMIT', skip, CHUNK, 'WITHSCORES'));
      const page = pair(flat);
      const fresh = page.filter((place) => last === null || isBehind(place, last, newest));
      if (fresh.length > 0) yield fresh;
      const end = page.at(-1);
      if (!end || page.length < CHUNK) return;
      // More members of one score than fit a chunk: on within the score.
      skip = end.score === start ? skip + CHUNK : page.filter(({ score }) => score === end.score).length;
      start = end.score;
      last = fresh.at(-1) ?? last;
    }
  }

  /** Ids of a customer's tickets. */
  async ofCustomer(customer: string, most: number): Promise<string[]> {
    const prefix = customerPrefix(customer);
    // No byte of UTF-8 is 0xff: everything that begins with the prefix lies before it.
    const end = Buffer.concat([Buffer.from(`(${prefix}`), Buffer.from([0xff])]);
    const members = await this.connections.main.zrangebylex(keys.ticketsByCustomer, `[${prefix}`, end, 'LIMIT', 0, most);
    return members.map((member) => member.slice(prefix.length));
  }
}

const pair = (flat: readonly string[]): Place[] =>
  flat.flatMap((id, i) => (i % 2 === 0 ? [{ id, score: Number(flat[i + 1] === 'inf' ? Infinity : flat[i + 1]) }] : []));

function isBehind(place: Place, last: Place, newest: boolean): boolean {
  if (place.score !== last.score) return newest ? place.score < last.score : place.score > last.score;
  const order = Buffer.compare(Buffer.from(place.id), Buffer.from(last.id));
  return newest ? order < 0 : order > 0;
}
