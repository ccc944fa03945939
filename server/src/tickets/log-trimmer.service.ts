import { Injectable } from '@nestjs/common';
import type { CloudEvent } from '@tideboard/contracts';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { eventKey, FORGOTTEN } from './accepted-event.js';

const STEP = 500;

/**
 * Lets the oldest end of the event log go. Tickets keep their facts, each under its source and id, so an old repeat of what was let go is
 * accepted, merges into the facts that are there, and changes nothing. What was erased stays known by its id: a repeat must not bring a
 * person back.
 */
@Injectable()
export class LogTrimmer {
  constructor(private readonly connections: RedisConnections) {}

  /** One small step; false when nothing is left that arrived before `before` (epoch ms, real time). */
  async step(before: number): Promise<boolean> {
    const { main } = this.connections;
    const page = await main.xrange(keys.log, '-', `(${before}-0`, 'COUNT', STEP);
    const last = page.at(-1);
    if (!last) return false;
    const entries = page.map(([entry, fields]) => ({ entry, key: eventKey(JSON.parse(fields[1]!) as CloudEvent) }));
    const known = await main.hmget(keys.ids, ...entries.map(({ key }) => key));
    const gone = entries.filter(({ entry }, i) => known[i]?.endsWith(` ${entry}`) && !known[i]!.startsWith(`${FORGOTTEN} `));
    // The ids first: what is interrupted here is found again, while ids without entries would stay for ever.
    if (gone.length > 0) await main.hdel(keys.ids, ...gone.map(({ key }) => key));
    await main.xdel(keys.log, ...page.map(([entry]) => entry));
    return page.length === STEP;
  }
}
