import { type DynamicModule, Module } from '@nestjs/common';
import { SiteClock } from './clock/site-clock.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import type { Log } from './logging/log.js';
import { LOG } from './logging/token.js';
import { Metrics } from './metrics/metrics.js';
import { Lease, RedisConnections } from './redis/index.js';

export interface PlatformParts {
  log: Log;
  redis: RedisConnections;
  clock: SiteClock;
}

/** What every module stands on. The connections are opened before Nest and closed after it: whoever shuts down last still needs them. */
@Module({})
export class PlatformModule {
  static forRoot({ log, redis, clock }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        Metrics,
        { provide: Readiness, useFactory: () => withStore(new Readiness(), redis) },
        { provide: LOG, useValue: log },
        { provide: RedisConnections, useValue: redis },
        { provide: SiteClock, useValue: clock },
        { provide: Lease, useFactory: () => new Lease(redis) },
      ],
      exports: [LOG, Lease, Metrics, Readiness, RedisConnections, SiteClock],
    };
  }
}

function withStore(readiness: Readiness, redis: RedisConnections): Readiness {
  readiness.add('store', async () => (await redis.main.ping()) === 'PONG');
  return readiness;
}
