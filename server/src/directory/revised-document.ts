import { type RedisConnections, Script } from '../platform/redis/index.js';

const replace = new Script(import.meta.url, './registry.lua', (raw) => raw === 1);

export interface Revised<T> {
  rev: number;
  doc: T;
}

/** One document with a revision, in a hash of its own; whoever writes says which revision they have read. */
export class RevisedDocument<T> {
  constructor(
    private readonly redis: RedisConnections,
    private readonly key: string,
  ) {}

  async rev(): Promise<number> {
    return Number((await this.redis.main.hget(this.key, 'rev')) ?? 0);
  }

  async load(): Promise<Revised<T> | null> {
    const [rev, doc] = await this.redis.main.hmget(this.key, 'rev', 'doc');
    return doc ? { rev: Number(rev), doc: JSON.parse(doc) as T } : null;
  }

  /** False when somebody else has written since `readRev`; 0 says that there was none. */
  replace(readRev: number, { rev, doc }: Revised<T>): Promise<boolean> {
    return replace.run(this.redis.main, [this.key], [readRev, rev, JSON.stringify(doc)]);
  }
}
