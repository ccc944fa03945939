import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

export type ScriptArg = string | number | Buffer;

/** A Lua script and its TypeScript door. The file lies beside the door; `read` turns the raw reply into words. */
export class Script<Reply> {
  readonly #source: string;
  readonly #sha: string;

  constructor(
    doorUrl: string,
    file: string,
    private readonly read: (raw: unknown) => Reply,
  ) {
    this.#source = readFileSync(new URL(file, doorUrl), 'utf8');
    this.#sha = createHash('sha1').update(this.#source).digest('hex');
  }

  /** Runs by hash; the source travels only when this Redis has not seen it, which is once after each of its restarts. */
  async run(redis: Redis, keys: readonly string[], args: readonly ScriptArg[]): Promise<Reply> {
    const rest = [...keys, ...args];
    try {
      return this.read(await redis.evalsha(this.#sha, keys.length, ...rest));
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return this.read(await redis.eval(this.#source, keys.length, ...rest));
    }
  }
}
