import { Injectable } from '@nestjs/common';
import { RedisConnections, Script, channels, keys } from '../platform/redis/index.js';
import type { PolicyVersion } from '@tideboard/domain';

/** The registry and its history, oldest version first. */
export interface Registry {
  rev: number;
  versions: PolicyVersion[];
}

const replace = new Script(import.meta.url, './registry.lua', (raw) => raw === 1);

/** One document with a revision; whoever writes says which revision they have read. */
@Injectable()
export class RegistryStore {
  constructor(private readonly redis: RedisConnections) {}

  async rev(): Promise<number> {
    return Number((await this.redis.main.hget(keys.registry, 'rev')) ?? 0);
  }

  async load(): Promise<Registry | null> {
    const [rev, doc] = await this.redis.main.hmget(keys.registry, 'rev', 'doc');
    return doc ? { rev: Number(rev), versions: JSON.parse(doc) as PolicyVersion[] } : null;
  }

  /** False when somebody else has written since `readRev`; 0 says that there was none. */
  async replace(readRev: number, next: Registry): Promise<boolean> {
    const done = await replace.run(this.redis.main, [keys.registry], [readRev, next.rev, JSON.stringify(next.versions)]);
    if (done) await this.redis.main.publish(channels.registry, String(next.rev)).catch(() => undefined);
    return done;
  }

  onNudge(handler: () => void): Promise<() => void> {
    return this.redis.subscribe(channels.registry, handler);
  }
}
