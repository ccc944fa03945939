import { Injectable } from '@nestjs/common';
import { REASSIGNMENT_STATES, type ReassignmentState, type ReassignmentView } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { sees } from './own.js';
import { viewOf } from './record-view.js';
import { ReassignmentStore } from './reassignment-store.js';

const LATEST = 500;

/** What people see of it. */
@Injectable()
export class ReassignmentReader {
  constructor(private readonly store: ReassignmentStore) {}

  /** Newest first; the latest of those that are over come along. */
  async list(caller: Principal, state?: string): Promise<ReassignmentView[]> {
    const wanted = state?.split(',') ?? null;
    if (wanted?.some((name) => !REASSIGNMENT_STATES.includes(name as ReassignmentState)))
      throw new ProblemError(422, 'query', `state: ${REASSIGNMENT_STATES.join(', ')}`);
    const open = [...(await this.store.open()).values()].map(({ record }) => record);
    const closed = await this.store.closedLatest(LATEST);
    return [...open, ...closed]
      .filter((record) => sees(caller, record))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map(viewOf)
      .filter((view) => wanted === null || wanted.includes(view.state));
  }

  async one(caller: Principal, id: string): Promise<ReassignmentView> {
    const record = await this.store.find(id);
    if (!record || !sees(caller, record)) throw new ProblemError(404, 'not_found', 'No such reassignment.');
    return viewOf(record);
  }
}
