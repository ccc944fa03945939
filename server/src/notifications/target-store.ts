import { Inject, Injectable } from '@nestjs/common';
import { DATA_KEY } from '../config/config.module.js';
import { keys, RedisConnections, Script } from '../platform/redis/index.js';
import { sealText, unsealText } from '../platform/secret-box.js';
import type { Target } from './target.js';

const swap = new Script(import.meta.url, './swap.lua', (raw) => raw === 1);
const ATTEMPTS = 20;

/** Where a message goes, and what proves that it is ours. */
export interface Address {
  url: string;
  secret: string | null;
}

@Injectable()
export class TargetStore {
  constructor(
    private readonly connections: RedisConnections,
    @Inject(DATA_KEY) private readonly dataKey: Buffer,
  ) {}

  /** In the order in which they were added. */
  async all(): Promise<Target[]> {
    return (await this.connections.main.hvals(keys.notificationTargets))
      .map((text) => JSON.parse(text) as Target)
      .toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
  }

  async find(id: string): Promise<Target | null> {
    const text = await this.connections.main.hget(keys.notificationTargets, id);
    return text === null ? null : (JSON.parse(text) as Target);
  }

  async add(target: Omit<Target, 'sealed'>, address: Address): Promise<Target> {
    const stored = { ...target, sealed: sealText(JSON.stringify(address), this.dataKey) };
    await this.connections.main.hset(keys.notificationTargets, target.id, JSON.stringify(stored));
    return stored;
  }

  /** Throws where this node has another data key. */
  addressOf({ sealed }: Target): Address {
    return JSON.parse(unsealText(sealed, this.dataKey)) as Address;
  }

  /** Applies `edit` to the newest; null when there is none. */
  async update(id: string, edit: (target: Target) => Target): Promise<Target | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // oxlint-disable no-await-in-loop -- each attempt stands on a fresh reading
      const text = await this.connections.main.hget(keys.notificationTargets, id);
      if (text === null) return null;
      const next = edit(JSON.parse(text) as Target);
      if (await swap.run(this.connections.main, [keys.notificationTargets], [id, text, JSON.stringify(next)])) return next;
      // oxlint-enable no-await-in-loop
    }
    throw new Error(`notification target ${id} was beaten ${ATTEMPTS} times`);
  }

  async remove(id: string): Promise<boolean> {
    return (await this.connections.main.hdel(keys.notificationTargets, id)) === 1;
  }
}
