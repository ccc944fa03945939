import { Injectable } from '@nestjs/common';
import { RedisConnections, channels, keys } from '../platform/redis/index.js';
import type { PolicyVersion } from '@tideboard/domain';
import { RevisedDocument } from './revised-document.js';

/** The registry and its history, oldest version first. */
export interface Registry {
  rev: number;
  versions: PolicyVersion[];
}

@Injectable()
export class RegistryStore {
  private readonly document: RevisedDocument<PolicyVersion[]>;

  constructor(private readonly redis: RedisConnections) {
    this.document = new RevisedDocument(redis, keys.registry);
  }

  rev(): Promise<number> {
    return this.document.rev();
  }

  async load(): Promise<Registry | null> {
    const read = await this.document.load();
    return read && { rev: read.rev, versions: read.doc };
  }

  /** False when somebody else has written since `readRev`; 0 says that there was none. */
  async replace(readRev: number, { rev, versions }: Registry): Promise<boolean> {
    const done = await this.document.replace(readRev, { rev, doc: versions });
    if (done) await this.redis.main.publish(channels.registry, String(rev)).catch(() => undefined);
    return done;
  }

  onNudge(handler: () => void): Promise<() => void> {
    return this.redis.subscribe(channels.registry, handler);
  }
}
