import { Injectable } from '@nestjs/common';
import type { ApiKeyView, Scope } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import { RedisConnections, keys } from '../platform/redis/index.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { newToken, sameHash } from './tokens.js';

interface StoredKey {
  id: string;
  name: string;
  scopes: Scope[];
  hash: string;
  createdAt: number;
}

/** Keys of machines. A key's token carries its id, so that one read finds it: the event door asks for every request. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly redis: RedisConnections,
    private readonly revocations: Revocations,
  ) {}

  async create(name: string, scopes: Scope[]): Promise<ApiKeyView & { key: string }> {
    const { token, hash, id } = newToken('key');
    const stored: StoredKey = { id, name, scopes, hash, createdAt: Date.now() };
    await this.redis.main.hset(keys.apiKeys, id, JSON.stringify(stored));
    return { ...view(stored), key: token };
  }

  async list(): Promise<ApiKeyView[]> {
    const stored = (await this.redis.main.hvals(keys.apiKeys)).map((json) => JSON.parse(json) as StoredKey);
    return stored.sort((a, b) => a.createdAt - b.createdAt).map(view);
  }

  async revoke(id: string): Promise<void> {
    if ((await this.redis.main.hdel(keys.apiKeys, id)) === 0) throw new ProblemError(404, 'not_found', 'No such API key.');
    await this.revocations.revoke(id);
  }

  async principal(id: string, hash: string): Promise<Principal | null> {
    const json = await this.redis.main.hget(keys.apiKeys, id);
    const stored = json === null ? null : (JSON.parse(json) as StoredKey);
    if (!stored || !sameHash(stored.hash, hash)) return null;
    return { kind: 'key', id, name: stored.name, role: null, channels: null, scopes: stored.scopes };
  }
}

const view = ({ id, name, scopes, createdAt }: StoredKey): ApiKeyView => ({
  id,
  name,
  scopes,
  createdAt: new Date(createdAt).toISOString(),
});
