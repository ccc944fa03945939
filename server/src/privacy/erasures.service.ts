import { Injectable } from '@nestjs/common';
import type { ErasureView } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { newId } from '../access/tokens.js';
import { ProblemError } from '../platform/http/problem.js';
import { Eraser } from './eraser.service.js';
import { ErasuresStore, type StoredErasure } from './erasures.store.js';

/** Asking that a customer be forgotten, and deciding on it: never the same person. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly store: ErasuresStore,
    private readonly eraser: Eraser,
  ) {}

  async list(): Promise<ErasureView[]> {
    return (await this.store.all()).map((erasure) => this.store.view(erasure));
  }

  /** The request; one that is open for the same customer is that one again. */
  async request(ref: string, by: Principal): Promise<ErasureView> {
    const digest = this.store.digest(ref);
    const open = (await this.store.all()).find(
      (other) => other.digest === digest && ['requested', 'approved'].includes(other.state),
    );
    if (open) return this.store.view(open);
    const erasure: StoredErasure = {
      id: newId(),
      state: 'requested',
      sealed: this.store.seal(ref),
      digest,
      requestedBy: by.id,
      requestedAt: Date.now(),
      decidedBy: null,
      decidedAt: null,
      doneAt: null,
      tickets: null,
      events: null,
    };
    await this.store.save(erasure);
    return this.store.view(erasure);
  }

  /** @throws ProblemError 404, 409 `two_people` for one's own request, 409 `decided` when somebody was quicker */
  async decide(id: string, approve: boolean, by: Principal): Promise<ErasureView> {
    const erasure = await this.store.get(id);
    if (!erasure) throw new ProblemError(404, 'not_found', 'No such erasure.');
    const state = approve ? 'approved' : 'rejected';
    const settled = erasure.state === 'done' ? 'approved' : erasure.state;
    if (settled === state) return this.store.view(erasure);
    if (erasure.state !== 'requested') throw new ProblemError(409, 'decided', 'This was decided already.');
    if (erasure.requestedBy === by.id)
      throw new ProblemError(409, 'two_people', 'Somebody else has to decide on one’s own request.');
    const decided: StoredErasure = { ...erasure, state, decidedBy: by.id, decidedAt: Date.now() };
    await this.store.save(approve ? decided : { ...decided, sealed: null });
    if (approve) this.eraser.wake();
    return this.store.view(decided);
  }
}
