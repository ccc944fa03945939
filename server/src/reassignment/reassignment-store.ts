import { Injectable } from '@nestjs/common';
import { isTerminal } from '@tideboard/domain';
import { channels as feeds, keys, RedisConnections, Script } from '../platform/redis/index.js';
import { claimsOf, recordState, type ReassignmentRecord } from './record.js';
import { viewOf } from './record-view.js';
import { toldOf } from './told.js';

const script = new Script(import.meta.url, './turn.lua', String);

/** One record as it was read: a write succeeds only while the store still has exactly this. */
export interface Seen {
  record: ReassignmentRecord;
  stored: string;
}

/** `engaged`: another reassignment holds one of the agents. */
export type Turned = { ok: true } | { ok: false; why: 'stale' | 'fenced' } | { ok: false; why: 'engaged'; claim: string };

const ATTEMPTS = 20;

const FORGET_AT_ONCE = 200;

/** Open and closed reassignments. */
@Injectable()
export class ReassignmentStore {
  constructor(private readonly connections: RedisConnections) {}

  /** Those on the board: everything open, and what ended a moment ago. */
  async open(): Promise<Map<string, Seen>> {
    const stored = await this.connections.main.hgetall(keys.reassignments);
    return new Map(Object.entries(stored).map(([id, text]) => [id, { record: read(text), stored: text }]));
  }

  async closedSince(at: number): Promise<ReassignmentRecord[]> {
    const { main } = this.connections;
    return this.closed(await main.zrangebyscore(keys.reassignmentsByClose, at, '+inf'));
  }

  /** The newest that are over. */
  async closedLatest(count: number): Promise<ReassignmentRecord[]> {
    const { main } = this.connections;
    return this.closed(await main.zrevrange(keys.reassignmentsByClose, 0, count - 1));
  }

  private async closed(ids: readonly string[]): Promise<ReassignmentRecord[]> {
    const texts = ids.length > 0 ? await this.connections.main.hmget(keys.closedReassignments, ...ids) : [];
    return texts.flatMap((text) => (text === null ? [] : read(text)));
  }

  /** Lets go of those that closed before `before` (epoch ms, site clock), a few at a time; false when none is left. */
  async forget(before: number): Promise<boolean> {
    const { main } = this.connections;
    const ids = await main.zrangebyscore(keys.reassignmentsByClose, '-inf', `(${before}`, 'LIMIT', 0, FORGET_AT_ONCE);
    if (ids.length === 0) return false;
    await main
      .multi()
      .hdel(keys.closedReassignments, ...ids)
      .zrem(keys.reassignmentsByClose, ...ids)
      .exec();
    return ids.length === FORGET_AT_ONCE;
  }

  async find(id: string): Promise<ReassignmentRecord | null> {
    const { main } = this.connections;
    const text = (await main.hget(keys.reassignments, id)) ?? (await main.hget(keys.closedReassignments, id));
    return text === null ? null : read(text);
  }

  create(record: ReassignmentRecord, fence?: number): Promise<Turned> {
    return this.turn(null, record, fence);
  }

  /** Applies `edit` to the newest record until it holds; null when the record is not open, the record as it is when `edit` keeps it. */
  async update(
    id: string,
    edit: (record: ReassignmentRecord) => ReassignmentRecord | null,
    fence?: number,
  ): Promise<ReassignmentRecord | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each attempt stands on a fresh reading
      const text = await this.connections.main.hget(keys.reassignments, id);
      if (text === null) return null;
      const seen = { record: read(text), stored: text };
      const next = edit(seen.record);
      if (next === null || next === seen.record) return seen.record;
      // oxlint-disable-next-line no-await-in-loop
      const turned = await this.turn(seen, next, fence);
      if (turned.ok) return next;
      if (turned.why === 'engaged') throw new Engaged(turned.claim);
      if (turned.why === 'fenced') return seen.record;
    }
    throw new Error(`reassignment ${id} was beaten ${ATTEMPTS} times`);
  }

  /** Lets a record that is over leave the board. */
  archive(seen: Seen, fence: number): Promise<Turned> {
    return this.turn(seen, null, fence);
  }

  async turn(seen: Seen | null, next: ReassignmentRecord | null, fence?: number): Promise<Turned> {
    const id = (next ?? seen!.record).id;
    const [before, after] = [claimsOf(seen?.record ?? null), claimsOf(next)];
    const claims = after.filter((claim) => !before.includes(claim));
    // Rejected and expired proposals leave at once: nothing of them is still going on.
    const leaves = next === null || next.decision === 'rejected' || next.decision === 'expired';
    const closed = next ?? seen!.record;
    const answer = await script.run(
      this.connections.main,
      [
        keys.meta,
        keys.changed,
        keys.reassignments,
        keys.closedReassignments,
        keys.reassignmentsByClose,
        keys.engaged,
        keys.fence,
        keys.outbox,
      ],
      [
        id,
        seen?.stored ?? '',
        leaves ? '' : write(closed),
        leaves && isTerminal(recordState(closed)) ? write(closed) : '',
        closed.closedAt ?? 0,
        fence ?? '',
        feeds.feed,
        toldOf(seen?.record ?? null, next),
        claims.length,
        ...claims,
        ...before.filter((claim) => !after.includes(claim)),
      ],
    );
    if (answer === '') {
      const agents = closed.entries.flatMap(({ agent }) => agent ?? []);
      await this.connections.main.publish(feeds.agents, JSON.stringify(agents));
      return { ok: true };
    }
    return answer === 'stale' || answer === 'fenced' ? { ok: false, why: answer } : { ok: false, why: 'engaged', claim: answer };
  }
}

/** Another reassignment holds the agent. */
export class Engaged extends Error {
  constructor(readonly claim: string) {
    super('the agent is in another reassignment');
  }
}

const write = (record: ReassignmentRecord): string => JSON.stringify({ ...record, view: viewOf(record) });

function read(text: string): ReassignmentRecord {
  const { view: _, ...record } = JSON.parse(text) as ReassignmentRecord & { view: unknown };
  return record;
}
