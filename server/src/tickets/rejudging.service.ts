import { Injectable } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { channels as feeds, keys, RedisConnections } from '../platform/redis/index.js';
import { rejudge } from './decide.js';
import { PolicyService } from './policy.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Records to a step. A step is short, so that deadlines that fall due in the meantime wait for one only. */
const STEP = 500;

interface Walk {
  registry: number;
  kind: 'tickets' | 'agents';
  cursor: string;
}

/** Judges every record anew after the registry or the site clock has changed (rules R3 and R11), a step at a time. */
@Injectable()
export class Rejudging {
  private walk: Walk | null = null;

  constructor(
    private readonly connections: RedisConnections,
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  /** Does a stretch of what is to do; returns at once when all is judged. */
  async step(): Promise<void> {
    const { main } = this.connections;
    const [registry, judged, clock] = await main.hmget(keys.meta, 'registry', 'judged', 'clock');
    if (registry === judged && clock === this.clock.id) return;
    if (this.walk?.registry !== Number(registry)) this.walk = { registry: Number(registry), kind: 'tickets', cursor: '0' };
    const until = performance.now() + 100;
    do await this.advance(this.walk);
    while (this.walk && performance.now() < until);
    if (!this.walk) await this.finish(registry!);
  }

  private async advance(walk: Walk): Promise<void> {
    const [cursor, pairs] = await this.connections.main.hscan(keys[walk.kind], walk.cursor, 'COUNT', STEP);
    const ids = pairs.filter((_, i) => i % 2 === 0);
    const read = () => this.store.records(...((walk.kind === 'tickets' ? [ids, []] : [[], ids]) as [string[], string[]]));
    // Beaten to a ticket by an event: that event judged it under the new policy already, but the others of the step are still to do.
    while (
      ids.length > 0 &&
      !(await this.writer.commit(async (now) => rejudge(await read(), this.policies.current().policy, now)))
    );
    walk.cursor = cursor;
    if (cursor !== '0') return;
    if (walk.kind === 'agents') this.walk = null;
    else this.walk = { ...walk, kind: 'agents' };
  }

  private async finish(registry: string): Promise<void> {
    const { main } = this.connections;
    const rev = await main.hincrby(keys.meta, 'rev', 1);
    await main
      .multi()
      .hset(keys.meta, { judged: registry, clock: this.clock.id })
      .zadd(keys.changed, rev, '*registry')
      .publish(feeds.feed, String(rev))
      .exec();
  }
}
