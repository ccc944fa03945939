import { Injectable } from '@nestjs/common';
import type { ExportState, ExportView } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { keys, RedisConnections } from '../platform/redis/index.js';

/** What was asked for, and by whom, as they were then. */
export interface ExportSpec extends Pick<ExportView, 'id' | 'table' | 'from' | 'to' | 'grain' | 'format' | 'channel'> {
  lang: 'zh-CN' | 'en' | null;
  owner: Pick<Principal, 'kind' | 'id' | 'name' | 'role' | 'channels' | 'scopes'>;
  /** Real epoch ms. */
  createdAt: number;
}

export interface StoredExport {
  spec: ExportSpec;
  state: ExportState;
  progress: number;
  rows: number;
  bytes: number | null;
  problem: string | null;
  /** When a worker last said that it is at it (real epoch ms), and when it ended. */
  beatAt: number;
  doneAt: number | null;
}

export const KEPT_SECONDS = 86_400;
/** Tables that tell of single customers, also where they are masked: an erasure takes them away. */
const PERSONAL: readonly string[] = ['tickets'];

/**
 * Exports and their files. Both lie in the store and expire there: any node can hand a file out, none keeps one on its disk, and what an
 * erasure must reach is in one place.
 */
@Injectable()
export class ExportStore {
  constructor(private readonly connections: RedisConnections) {}

  async create(spec: ExportSpec): Promise<void> {
    await this.connections.main
      .multi()
      .hset(keys.export(spec.id), { spec: JSON.stringify(spec), state: 'waiting', beatAt: spec.createdAt })
      .expire(keys.export(spec.id), KEPT_SECONDS)
      .zadd(keys.exports, spec.createdAt, spec.id)
      .exec();
  }

  /** The newest first; what has expired is forgotten. */
  async all(): Promise<StoredExport[]> {
    const { main } = this.connections;
    await main.zremrangebyscore(keys.exports, '-inf', String(Date.now() - KEPT_SECONDS * 1000));
    const ids = await main.zrevrange(keys.exports, 0, -1);
    return (await Promise.all(ids.map((id) => this.find(id)))).filter((each) => each !== null);
  }

  async find(id: string): Promise<StoredExport | null> {
    const { spec, state, cancelled, progress, rows, bytes, problem, beatAt, doneAt } = await this.connections.main.hgetall(
      keys.export(id),
    );
    if (spec === undefined) return null;
    return {
      spec: JSON.parse(spec) as ExportSpec,
      state: cancelled === undefined ? (state as ExportState) : 'cancelled',
      progress: Number(progress ?? 0),
      rows: Number(rows ?? 0),
      bytes: bytes === undefined ? null : Number(bytes),
      problem: problem ?? null,
      beatAt: Number(beatAt),
      doneAt: doneAt === undefined ? null : Number(doneAt),
    };
  }

  /** Says how it stands; false when it is wanted no more, and then nothing is written that could outlive it. */
  async note(id: string, fields: Record<string, string | number>): Promise<boolean> {
    const { main } = this.connections;
    const wanted =
      (await main.hexists(keys.export(id), 'spec')) === 1 && (await main.hexists(keys.export(id), 'cancelled')) === 0;
    if (wanted) await main.hset(keys.export(id), { ...fields, beatAt: Date.now() });
    return wanted;
  }

  async append(id: string, chunk: Buffer): Promise<void> {
    await this.connections.main.multi().rpush(keys.exportFile(id), chunk).expire(keys.exportFile(id), KEPT_SECONDS).exec();
  }

  async *chunks(id: string): AsyncGenerator<Buffer> {
    for (let i = 0; ; i += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one chunk at a time is all that is held
      const chunk = await this.connections.main.lindexBuffer(keys.exportFile(id), i);
      if (chunk === null) return;
      yield chunk;
    }
  }

  async dropFile(id: string): Promise<void> {
    await this.connections.main.unlink(keys.exportFile(id));
  }

  async cancel(id: string): Promise<void> {
    await this.connections.main.hset(keys.export(id), { cancelled: 1 });
    await this.dropFile(id);
  }

  /** Takes away every export that may tell of a customer, also one that is being written. */
  async forgetPersonal(): Promise<void> {
    const personal = (await this.all()).filter(({ spec }) => PERSONAL.includes(spec.table));
    await Promise.all(personal.map(({ spec }) => this.cancel(spec.id)));
  }
}
