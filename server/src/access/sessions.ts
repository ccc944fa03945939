import { Injectable } from '@nestjs/common';
import { RedisConnections, keys } from '../platform/redis/index.js';
import { newToken } from './tokens.js';

/** A shift and its overtime. Real time: a test clock must not sign people out. */
const LIFETIME_MS = 14 * 3_600_000;

interface Session {
  userId: string;
  expiresAt: number;
}

/** Sign-ins of people: one key each with its own expiry, and a list per person so that all of them can be ended. */
@Injectable()
export class Sessions {
  constructor(private readonly redis: RedisConnections) {}

  async begin(userId: string): Promise<{ token: string; expiresAt: number }> {
    const { token, hash } = newToken('session');
    const expiresAt = Date.now() + LIFETIME_MS;
    const session: Session = { userId, expiresAt };
    await commit(
      this.redis.main
        .multi()
        .set(keys.session(hash), JSON.stringify(session), 'PX', LIFETIME_MS)
        .zremrangebyscore(keys.sessionsOf(userId), '-inf', Date.now())
        .zadd(keys.sessionsOf(userId), expiresAt, hash)
        .pexpire(keys.sessionsOf(userId), LIFETIME_MS),
    );
    return { token, expiresAt };
  }

  async userOf(hash: string): Promise<string | null> {
    const json = await this.redis.main.get(keys.session(hash));
    return json === null ? null : (JSON.parse(json) as Session).userId;
  }

  async end(userId: string, hash: string): Promise<void> {
    await commit(this.redis.main.multi().del(keys.session(hash)).zrem(keys.sessionsOf(userId), hash));
  }

  /** Ends every session of the person but `except`; returns the hashes of those that ended. */
  async endAll(userId: string, except?: string): Promise<string[]> {
    const hashes = (await this.redis.main.zrange(keys.sessionsOf(userId), '0', '-1')).filter((hash) => hash !== except);
    if (hashes.length === 0) return [];
    await commit(
      this.redis.main
        .multi()
        .del(...hashes.map((hash) => keys.session(hash)))
        .zrem(keys.sessionsOf(userId), ...hashes),
    );
    return hashes;
  }
}

/** A transaction's replies carry their errors inside: one that failed must not look like success. */
async function commit(transaction: { exec(): Promise<[Error | null, unknown][] | null> }): Promise<void> {
  const failed = (await transaction.exec())?.find(([error]) => error);
  if (failed?.[0]) throw failed[0];
}
