import { Injectable } from '@nestjs/common';
import type { PolicyVersion } from '@tideboard/domain';
import { keys, RedisConnections } from '../platform/redis/index.js';
import type { BoardContext, BoardHash } from './context.js';

/** Changes of alerts, moves and phase that are kept: weeks of a busy floor, some tens of megabytes. */
const MAX_CONTEXTS = 20_000;
/** A month of minutes. */
const MAX_HASHES = 45_000;
/** Entries are written a moment after the instant that they tell of (real ms). */
const LATE_MS = 2000;
const LOOK_BACK = 200;

type Entry = [id: string, fields: string[]];

/** What is kept of the board's past beside the event log. */
@Injectable()
export class TravelStore {
  constructor(private readonly connections: RedisConnections) {}

  async keepContext(context: BoardContext): Promise<string> {
    return (await this.connections.main.xadd(
      keys.boardContexts,
      'MAXLEN',
      '~',
      MAX_CONTEXTS,
      '*',
      'e',
      JSON.stringify(context),
    ))!;
  }

  async keepHash(hash: BoardHash): Promise<void> {
    await this.connections.main.xadd(keys.boardHashes, 'MAXLEN', '~', MAX_HASHES, '*', 'e', JSON.stringify(hash));
  }

  /** Keeps a registry as it was under this rev: its own history forgets what a later change of the same day replaced. */
  async keepRegistry(rev: number, versions: readonly PolicyVersion[]): Promise<void> {
    await this.connections.main.hsetnx(keys.registryVersions, String(rev), JSON.stringify(versions));
  }

  async registry(rev: number): Promise<PolicyVersion[] | null> {
    const text = await this.connections.main.hget(keys.registryVersions, String(rev));
    return text === null ? null : (JSON.parse(text) as PolicyVersion[]);
  }

  /** The context that held at `at` (site), which was `real` on the machine's clock (epoch ms both); null before the first one. */
  async contextAt(at: number, real: number): Promise<BoardContext | null> {
    const entries = await this.before(keys.boardContexts, real);
    return entries.map(([, fields]) => JSON.parse(fields[1]!) as BoardContext).find((context) => context.at <= at) ?? null;
  }

  async context(id: string): Promise<BoardContext | null> {
    const [entry] = (await this.connections.main.xrange(keys.boardContexts, id, id)) as Entry[];
    return entry ? (JSON.parse(entry[1][1]!) as BoardContext) : null;
  }

  /** What was recorded of exactly this instant, if it was one of those. */
  async hashAt(at: number, real: number): Promise<BoardHash | null> {
    const entries = await this.before(keys.boardHashes, real);
    return entries.map(([, fields]) => JSON.parse(fields[1]!) as BoardHash).find((hash) => hash.at === at) ?? null;
  }

  /** Recorded instants, oldest first. */
  async hashes(): Promise<BoardHash[]> {
    const entries = (await this.connections.main.xrange(keys.boardHashes, '-', '+')) as Entry[];
    return entries.map(([, fields]) => JSON.parse(fields[1]!) as BoardHash);
  }

  /** The first instant (site, epoch ms) that can be shown; null while none can. */
  async first(): Promise<number | null> {
    const [entry] = (await this.connections.main.xrange(keys.boardContexts, '-', '+', 'COUNT', 1)) as Entry[];
    return entry ? (JSON.parse(entry[1][1]!) as BoardContext).at : null;
  }

  private before(key: string, real: number): Promise<Entry[]> {
    const until = String(Math.max(0, Math.ceil(real) + LATE_MS));
    return this.connections.main.xrevrange(key, until, '-', 'COUNT', LOOK_BACK) as Promise<Entry[]>;
  }
}
