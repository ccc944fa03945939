import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { keys, Lease, RedisConnections } from '../platform/redis/index.js';
import { type Decision, rejudge } from './decide.js';
import { Rejudging } from './rejudging.service.js';
import { PolicyService } from './policy.service.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Records to a sweep; a thousand deadlines of one moment take a few of them. */
const MAX_DUE = 500;
/** Other nodes write deadlines too, and nobody tells this one: it looks at least so often (real ms). */
const LOOK_EVERY_MS = 200;

/** The hand of the site clock: judges anew every record whose moment has come. Runs on the node that holds the site's lease. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('sweeper', () => this.turn());

  constructor(
    private readonly connections: RedisConnections,
    private readonly lease: Lease,
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    private readonly rejudging: Rejudging,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(): Promise<number> {
    if (!(await this.lease.held())) return LOOK_EVERY_MS;
    const next = await this.sweep();
    await this.rejudging.step();
    // The pulse that screens live by: it beats here, behind the work, and not on a timer that would outlive it.
    await this.connections.main.hincrby(keys.meta, 'pulse', 1);
    return next === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, this.clock.realMsUntil(next));
  }

  /** Judges everything that is due; returns the next instant at which something will be. */
  private async sweep(): Promise<number | null> {
    const { main } = this.connections;
    for (;;) {
      const looked = this.clock.now();
      const due = await main.zrangebyscore(keys.wake, '-inf', looked, 'LIMIT', 0, MAX_DUE);
      if (due.length === 0) break;
      // Not before the instant at which they were due: a machine whose clock is set back would find them due for ever.
      await this.writer.commit((now) => this.decideDue(due, Math.max(now, looked)));
    }
    const [, next] = await main.zrange(keys.wake, '0', '0', 'WITHSCORES');
    return next === undefined ? null : Number(next);
  }

  private async decideDue(members: readonly string[], now: number): Promise<Decision> {
    const of = (kind: string): string[] =>
      members.flatMap((member) => (member.startsWith(kind) ? [member.slice(kind.length)] : []));
    return rejudge(await this.store.records(of('t:'), of('a:')), this.policies.current().policy, now);
  }
}
