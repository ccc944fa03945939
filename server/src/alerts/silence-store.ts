import { Injectable } from '@nestjs/common';
import { keys, RedisConnections } from '../platform/redis/index.js';
import type { Silence } from './silence.js';

@Injectable()
export class SilenceStore {
  constructor(private readonly connections: RedisConnections) {}

  /** Those that hold, will hold, or have just ended. */
  async all(): Promise<Silence[]> {
    return (await this.connections.main.hvals(keys.silences)).map((text) => JSON.parse(text) as Silence);
  }

  async put(silence: Silence): Promise<void> {
    await this.connections.main.hset(keys.silences, silence.id, JSON.stringify(silence));
  }

  async forget(silences: readonly Silence[]): Promise<void> {
    if (silences.length > 0) await this.connections.main.hdel(keys.silences, ...silences.map(({ id }) => id));
  }
}
