import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Loop } from '../platform/loop.js';
import { channels as feeds, keys, Lease, RedisConnections, Script } from '../platform/redis/index.js';
import { PolicyService } from '../tickets/policy.service.js';
import { phaseAt } from './phase.js';

const LOOK_EVERY_MS = 200;

const script = new Script(import.meta.url, './phase.lua', (raw) => raw === 1);

/** Turns days, opens and closes channels, notices silent sources; on the node that holds the lease. */
@Injectable()
export class PhaseService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop('phase', async () => {
    if (await this.lease.held()) await this.turnOver();
    return LOOK_EVERY_MS;
  });

  constructor(
    private readonly connections: RedisConnections,
    private readonly lease: Lease,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async turnOver(): Promise<void> {
    const { main } = this.connections;
    const [seen, pairs, sources] = await Promise.all([
      main.hget(keys.meta, 'phase'),
      main.smembers(keys.feeds),
      main.zrange(keys.sources, '0', '-1', 'WITHSCORES'),
    ]);
    const feeding = new Map<string, string[]>();
    for (const pair of pairs) {
      const [channel, source] = pair.split('\n') as [string, string];
      feeding.set(channel, [...(feeding.get(channel) ?? []), source]);
    }
    const latest = new Map(sources.flatMap((source, i) => (i % 2 === 0 ? [[source, Number(sources[i + 1])] as const] : [])));
    const phase = JSON.stringify(phaseAt(this.policies.current().policy, { sources: latest, feeds: feeding }, this.clock.now()));
    if (phase !== seen) await script.run(main, [keys.meta, keys.changed], [seen ?? '', phase, feeds.feed]);
  }
}
