import { Injectable } from '@nestjs/common';
import { ProblemError } from '../platform/http/problem.js';
import { RedisConnections, Script, keys } from '../platform/redis/index.js';
import { hashToken, newId } from './tokens.js';

const script = new Script(import.meta.url, './throttle.lua', Number);
const WINDOW_MS = 60_000;

/** Tries in a minute that may go wrong. Only failures count, so a whole shift may sign in from one address at eight o'clock. */
const LIMITS = { account: 10, address: 30, pairing: 5, pairs: 60, rating: 60 } as const;
export type Throttled = keyof typeof LIMITS;

/** Slows guessing down. Nobody is locked out: the window slides on, and the wait never exceeds it. */
@Injectable()
export class Throttle {
  constructor(private readonly redis: RedisConnections) {}

  /** Throws 429 while `who` has used up the wrong tries of the last minute. */
  async check(what: Throttled, who: string): Promise<void> {
    const wait = await this.#run(what, who, '');
    if (wait > 0)
      throw new ProblemError(429, 'too_many_tries', 'Too many wrong tries; wait a moment.', { retryAfter: wait / 1000 });
  }

  async failed(what: Throttled, who: string): Promise<void> {
    await this.#run(what, who, newId());
  }

  #run(what: Throttled, who: string, attempt: string): Promise<number> {
    // Hashed, because a name typed into the wrong field may be a password.
    return script.run(this.redis.main, [keys.throttle(what, hashToken(who))], [Date.now(), WINDOW_MS, LIMITS[what], attempt]);
  }
}
