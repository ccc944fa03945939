import { Injectable } from '@nestjs/common';
import type { DisplayPatch, DisplayView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { ProblemError } from '../platform/http/problem.js';
import { WEB_ENTRY } from '../platform/http/web-app.js';
import { RedisConnections, keys } from '../platform/redis/index.js';
import { type Order, type Seen, settingsOf, type StoredDisplay, viewOf, within } from './display-record.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { newId, newToken, sameHash } from './tokens.js';

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
    return viewOf(stored, null, WEB_ENTRY);
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
    const { main } = this.redis;
    const [displays, seen] = await Promise.all([main.hvals(keys.displays), main.hgetall(keys.displaysSeen)]);
    return displays
      .map((json) => JSON.parse(json) as StoredDisplay)
      .filter(({ channels }) => within(channels, reader.channels))
      .sort((a, b) => a.createdAt - b.createdAt)
      .map((stored) => viewOf(stored, readSeen(seen[stored.id]), WEB_ENTRY));
  }

  /** Every node finds the change within a second or two, and is told to look at once; the screen obeys it without loading anew. */
  async change(id: string, patch: Type.Static<typeof DisplayPatch>, by: Pick<Principal, 'channels'>): Promise<DisplayView> {
    const stored = await this.#owned(id, by);
    const { name = stored.name, channels = stored.channels, settings } = patch;
    if (!within(channels, by.channels))
      throw new ProblemError(403, 'forbidden', 'A screen may show only channels that you may see.');
    const next: StoredDisplay = { ...stored, name, channels, settings: { ...settingsOf(stored), ...settings } };
    await this.#save(next);
    await this.revocations.revoke(id);
    return viewOf(next, readSeen(await this.redis.main.hget(keys.displaysSeen, id)), WEB_ENTRY);
  }

  /** Asks the screen to do something once. */
  async order(id: string, what: Order['what'], by: Pick<Principal, 'channels'>): Promise<void> {
    const stored = await this.#owned(id, by);
    await this.#save({ ...stored, order: { what, at: Date.now() } });
    await this.revocations.revoke(id);
  }

  /** Notes that these screens are connected now, by id, with the build that each runs. */
  async seen(screens: ReadonlyMap<string, string | null>): Promise<void> {
    if (screens.size === 0) return;
    const at = Date.now();
    const fields = [...screens].flatMap(([id, build]) => [id, JSON.stringify({ at, build } satisfies Seen)]);
    await this.redis.main.hset(keys.displaysSeen, ...fields);
  }

  async revoke(id: string, by: Pick<Principal, 'channels'>): Promise<void> {
    await this.#owned(id, by);
    await this.redis.main.hdel(keys.displays, id);
    await this.redis.main.hdel(keys.displaysSeen, id);
    await this.revocations.revoke(id);
  }

  async principal(id: string, hash: string): Promise<Principal | null> {
    const stored = await this.#load(id);
    if (!stored?.hash || !sameHash(stored.hash, hash)) return null;
    const { name, channels, order } = stored;
    const screen = { settings: settingsOf(stored), order: order ?? null };
    return { kind: 'display', id, name, role: 'display', channels, scopes: [], screen };
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

const readSeen = (json: string | null | undefined): Seen | null => (json ? (JSON.parse(json) as Seen) : null);
