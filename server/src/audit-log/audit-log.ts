import { Injectable } from '@nestjs/common';
import type { AuditVerification } from '@tideboard/contracts';
import { RedisConnections, Script, StoreUnavailable, keys } from '../platform/redis/index.js';
import { ChainCheck } from './chain-check.js';
import { type Act, chain, type Entry, GENESIS, hashOf, type Link } from './entry.js';

type Appended = { done: true } | { done: false; head: Link };
const append = new Script(import.meta.url, './append.lua', (raw): Appended => {
  const [done, seq, hash] = raw as [number, string?, string?];
  return done === 1 ? { done: true } : { done: false, head: { seq: Number(seq), hash: hash ?? '' } };
});

const trim = new Script(import.meta.url, './trim.lua', Number);

const BY_ITSELF: Omit<Act, 'object'> = {
  actor: { kind: 'system', id: null },
  role: null,
  address: null,
  action: 'audit.trim',
  outcome: 'done',
  status: 200,
  code: null,
  fields: [],
  reason: null,
};

const PAGE = 500;
const MAX_BATCH = 100;
/** Other nodes append too; more often than this in a row is a fault. */
const MAX_ATTEMPTS = 50;

interface Waiting {
  act: Act;
  settle: () => void;
  fail: (error: unknown) => void;
}

/** The append-only log of privileged acts: each entry carries the hash of the one before, whichever node wrote it. */
@Injectable()
export class AuditLog {
  #head: Link = GENESIS;
  #inbox: Waiting[] = [];
  #running = false;

  constructor(private readonly redis: RedisConnections) {}

  /** Resolves once the act is in the log, as durable as an event; rejects with a store error when that cannot be said. */
  record(act: Act): Promise<void> {
    const recorded = new Promise<void>((settle, fail) => this.#inbox.push({ act, settle, fail }));
    void this.#run();
    return recorded;
  }

  /** Entries below `before`, newest first. */
  async older(before: number | null): Promise<Entry[]> {
    const from = before === null ? '+' : `(${before}-0`;
    const page = await this.redis.main.xrevrange(keys.auditLog, from, '-', 'COUNT', PAGE);
    return page.map(([, fields]) => JSON.parse(fields[1]!) as Entry);
  }

  /** Follows the whole chain. */
  async verify(): Promise<AuditVerification> {
    // The head first: what is added meanwhile lies behind it and is left to the next time.
    const [seq, hash, baseSeq, baseHash] = await this.redis.main.hmget(keys.auditHead, 'seq', 'hash', 'baseSeq', 'baseHash');
    const head: Link = { seq: Number(seq ?? 0), hash: hash ?? '' };
    const check = new ChainCheck({ seq: Number(baseSeq ?? 0), hash: baseHash ?? '' });
    for (let from: string | null = '-'; from !== null; ) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page: [string, string[]][] = await this.redis.main.xrange(keys.auditLog, from, `${head.seq}-0`, 'COUNT', PAGE);
      for (const [id, fields] of page) check.add(Number.parseInt(id, 10), fields[1] ?? '');
      from = page.length < PAGE ? null : `(${page.at(-1)![0]}`;
    }
    return check.finish(head);
  }

  /**
   * Lets entries from before `before` (epoch ms) go, a few hundred at a time; the chain stays verifiable from there on, and says by an
   * entry of its own what went. False when there are no more.
   */
  async trim(before: number): Promise<boolean> {
    const { main } = this.redis;
    const page = await main.xrange(keys.auditLog, '-', '+', 'COUNT', PAGE);
    const old = page.filter(([, fields]) => (JSON.parse(fields[1]!) as Entry).at < before);
    const last = old.at(-1);
    if (!last) return false;
    const [first, seq] = [old[0]![0], last[0]].map((id) => Number.parseInt(id, 10));
    await this.record({ ...BY_ITSELF, object: `audit/${first}-${seq}` });
    const base = (await main.hget(keys.auditHead, 'baseSeq')) ?? '0';
    await trim.run(main, [keys.auditLog, keys.auditHead], [seq!, hashOf(last[1][1]!), base]);
    return old.length === PAGE;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#inbox.length > 0) {
      const batch = this.#inbox.splice(0, MAX_BATCH);
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other is what a chain is
        await this.#append(batch.map(({ act }) => act));
        for (const { settle } of batch) settle();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    this.#running = false;
  }

  async #append(acts: Act[]): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const { texts, head } = chain(acts, this.#head, Date.now());
      // oxlint-disable-next-line no-await-in-loop -- each attempt stands on the outcome of the one before
      const answer = await append.run(
        this.redis.main,
        [keys.auditLog, keys.auditHead],
        [this.#head.hash, head.hash, this.#head.seq + 1, ...texts],
      );
      this.#head = answer.done ? head : answer.head;
      if (answer.done) return;
    }
    throw new StoreUnavailable('too much contention');
  }
}
