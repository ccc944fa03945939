import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ErasureView } from '@tideboard/contracts';
import { DATA_KEY } from '../config/config.module.js';
import { seal, unseal } from '../ingest/sealer.js';
import { keys, RedisConnections } from '../platform/redis/index.js';

/** A request to forget a customer, as stored. Instants are epoch ms. */
export interface StoredErasure {
  id: string;
  state: ErasureView['state'];
  /** Whom it is about, sealed; gone once it is done. */
  sealed: string | null;
  /** Tells a second request for the same customer, and says nothing of whom. */
  digest: string;
  requestedBy: string;
  requestedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  doneAt: number | null;
  tickets: number | null;
  events: number | null;
}

@Injectable()
export class ErasuresStore {
  constructor(
    private readonly redis: RedisConnections,
    @Inject(DATA_KEY) private readonly dataKey: Buffer,
  ) {}

  /** Newest first. */
  async all(): Promise<StoredErasure[]> {
    const stored = (await this.redis.main.hvals(keys.erasures)).map((json) => JSON.parse(json) as StoredErasure);
    return stored.toSorted((a, b) => b.requestedAt - a.requestedAt);
  }

  async get(id: string): Promise<StoredErasure | null> {
    const json = await this.redis.main.hget(keys.erasures, id);
    return json === null ? null : (JSON.parse(json) as StoredErasure);
  }

  async save(erasure: StoredErasure): Promise<void> {
    await this.redis.main.hset(keys.erasures, erasure.id, JSON.stringify(erasure));
  }

  digest(ref: string): string {
    return createHmac('sha256', this.dataKey).update(`customer\n${ref}`).digest('base64url').slice(0, 22);
  }

  seal(ref: string): string {
    return seal(JSON.stringify({ name: ref }), this.dataKey);
  }

  ref({ sealed }: Pick<StoredErasure, 'sealed'>): string | null {
    return sealed === null ? null : (unseal(sealed, this.dataKey).name ?? null);
  }

  view(erasure: StoredErasure): ErasureView {
    const { id, state, requestedBy, decidedBy, tickets, events } = erasure;
    const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
    return {
      id,
      state,
      ref: this.ref(erasure),
      requestedBy,
      requestedAt: iso(erasure.requestedAt)!,
      decidedBy,
      decidedAt: iso(erasure.decidedAt),
      doneAt: iso(erasure.doneAt),
      tickets,
      events,
    };
  }
}
