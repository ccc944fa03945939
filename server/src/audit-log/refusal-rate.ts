import { Injectable } from '@nestjs/common';
import { RedisConnections, keys } from '../platform/redis/index.js';
import type { Act } from './entry.js';

const WINDOW_MS = 60_000;

/** One entry a minute says that somebody is being kept off; a thousand would fill the store for whoever rattles at a door. */
@Injectable()
export class RefusalRate {
  constructor(private readonly redis: RedisConnections) {}

  /** Wrong passwords are few already, because signing in is throttled; everything else counts once a minute, actor and action. */
  async admits({ action, code, actor, address }: Act): Promise<boolean> {
    if (code === 'bad_credentials') return true;
    const key = keys.throttle('recorded', [action, code, actor?.id ?? address].join('|'));
    return (await this.redis.main.set(key, '1', 'PX', WINDOW_MS, 'NX')) === 'OK';
  }
}
