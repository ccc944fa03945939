import { Injectable } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { channels as feeds, keys, RedisConnections } from '../platform/redis/index.js';
import type { Fact } from '@tideboard/domain';
import { isRefusal, readEvent } from '../ingest/read-event.js';
import { type Decision, rejudge, renew } from './decide.js';
import { EventLog } from './event-log.js';
import { LAYOUT } from './listings.js';
import { PolicyService } from './policy.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Records to a step. A step is short, so that deadlines that fall due in the meantime wait for one only. */
const STEP = 500;

interface Walk {
  registry: number;
  /** The store was written by an older build: what it does not keep yet comes from the event log. */
  renewing: boolean;
  kind: 'tickets' | 'agents';
  cursor: string;
}

/**
 * Judges every record anew after the registry or the site clock has changed (rules R3 and R11), a step at a time; in a store of an older
 * build it writes them anew.
 */
@Injectable()
export class Rejudging {
  private walk: Walk | null = null;

  constructor(
    private readonly connections: RedisConnections,
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    private readonly log: EventLog,
  ) {}

  /** Does a stretch of what is to do; returns at once when all is judged. */
  async step(): Promise<void> {
    const { main } = this.connections;
    const [registry, judged, clock, layout] = await main.hmget(keys.meta, 'registry', 'judged', 'clock', 'layout');
    const renewing = layout !== LAYOUT;
    if (registry === judged && clock === this.clock.id && !renewing) return;
    if (this.walk?.registry !== Number(registry))
      this.walk = { registry: Number(registry), renewing, kind: 'tickets', cursor: '0' };
    const until = performance.now() + 100;
    do await this.advance(this.walk);
    while (this.walk && performance.now() < until);
    if (!this.walk) await this.finish(registry!);
  }

  private async advance(walk: Walk): Promise<void> {
    const [cursor, pairs] = await this.connections.main.hscan(keys[walk.kind], walk.cursor, 'COUNT', STEP);
    const ids = pairs.filter((_, i) => i % 2 === 0);
    // Beaten to a ticket by an event: that event judged it under the new policy already, but the others of the step are still to do.
    while (ids.length > 0 && !(await this.writer.commit((now) => this.decide(walk, ids, now))));
    walk.cursor = cursor;
    if (cursor !== '0') return;
    if (walk.kind === 'agents') this.walk = null;
    else this.walk = { ...walk, kind: 'agents' };
  }

  private async decide({ kind, renewing }: Walk, ids: string[], now: number): Promise<Decision> {
    const { policy } = this.policies.current();
    const records = await this.store.records(...((kind === 'tickets' ? [ids, []] : [[], ids]) as [string[], string[]]));
    if (!renewing || kind === 'agents') return rejudge(records, policy, now);
    const facts = [...records.tickets].map(async ([id, record]) => [id, await this.fromLog(record.facts)] as const);
    return renew(records.tickets, new Map(await Promise.all(facts)), { policy, now });
  }

  /** The facts as this build reads them; one that has been cut from the log stays as it was kept. */
  private async fromLog(facts: Fact[]): Promise<Fact[]> {
    const events = await this.log.read(facts);
    return facts.map((fact, i) => {
      const event = events[i] && readEvent(events[i], () => '');
      if (!event || isRefusal(event) || event.to !== 'ticket') return fact;
      const { type, at, source, id, data } = event;
      return { type, at, source, id, ...data };
    });
  }

  private async finish(registry: string): Promise<void> {
    const { main } = this.connections;
    const rev = await main.hincrby(keys.meta, 'rev', 1);
    await main
      .multi()
      .hset(keys.meta, { judged: registry, clock: this.clock.id, layout: LAYOUT })
      .zadd(keys.changed, rev, '*registry')
      .publish(feeds.feed, String(rev))
      .exec();
  }
}
