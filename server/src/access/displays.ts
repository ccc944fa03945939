import { Injectable } from '@nestjs/common';
import { ProblemError } from '../platform/http/problem.js';
import { RedisConnections, keys } from '../platform/redis/index.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { newId, newToken, sameHash } from './tokens.js';

interface StoredDisplay {
  id: string;
  name: string;
  channels: string[] | null;
  /** null until the screen has fetched its token. */
  hash: string | null;
  createdAt: number;
}

export interface DisplayView {
  id: string;
  name: string;
  channels: string[] | null;
  createdAt: string;
}

/** The screens on the walls: long-lived tokens that read a board and nothing else. */
@Injectable()
export class Displays {
  constructor(
    private readonly redis: RedisConnections,
    private readonly revocations: Revocations,
  ) {}

  async create(name: string, channels: string[] | null): Promise<DisplayView> {
    const stored: StoredDisplay = { id: newId(), name, channels, hash: null, createdAt: Date.now() };
    await this.#save(stored);
    return view(stored);
  }

  /** A fresh token of the display, or null when it was revoked meanwhile. An earlier token ends. */
  async issueToken(id: string): Promise<{ token: string; name: string } | null> {
    const stored = await this.#load(id);
    if (!stored) return null;
    const { token, hash } = newToken('display', id);
    await this.#save({ ...stored, hash });
    return { token, name: stored.name };
  }

  async list(reader: Pick<Principal, 'channels'>): Promise<DisplayView[]> {
    const all = (await this.redis.main.hvals(keys.displays)).map((json) => JSON.parse(json) as StoredDisplay);
    return all
      .filter((stored) => within(stored.channels, reader.channels))
      .sort((a, b) => a.createdAt - b.createdAt)
      .map(view);
  }

  async rename(id: string, name: string, by: Pick<Principal, 'channels'>): Promise<DisplayView> {
    const stored = { ...(await this.#owned(id, by)), name };
    await this.#save(stored);
    return view(stored);
  }

  async revoke(id: string, by: Pick<Principal, 'channels'>): Promise<void> {
    await this.#owned(id, by);
    await this.redis.main.hdel(keys.displays, id);
    await this.revocations.revoke(id);
  }

  async principal(id: string, hash: string): Promise<Principal | null> {
    const stored = await this.#load(id);
    if (!stored?.hash || !sameHash(stored.hash, hash)) return null;
    return { kind: 'display', id, name: stored.name, role: 'display', channels: stored.channels, scopes: [] };
  }

  /** A supervisor is told "not found" about a screen of other channels: that it exists is not theirs to know. */
  async #owned(id: string, by: Pick<Principal, 'channels'>): Promise<StoredDisplay> {
    const stored = await this.#load(id);
    if (!stored || !within(stored.channels, by.channels)) throw new ProblemError(404, 'not_found', 'No such display.');
    return stored;
  }

  async #load(id: string): Promise<StoredDisplay | null> {
    const json = await this.redis.main.hget(keys.displays, id);
    return json === null ? null : (JSON.parse(json) as StoredDisplay);
  }

  async #save(stored: StoredDisplay): Promise<void> {
    await this.redis.main.hset(keys.displays, stored.id, JSON.stringify(stored));
  }
}

/** True when everything in `inner` lies in `outer`; null is every channel. */
export function within(inner: string[] | null, outer: string[] | null): boolean {
  if (outer === null) return true;
  return inner !== null && inner.every((channel) => outer.includes(channel));
}

const view = ({ id, name, channels, createdAt }: StoredDisplay): DisplayView => ({
  id,
  name,
  channels,
  createdAt: new Date(createdAt).toISOString(),
});
