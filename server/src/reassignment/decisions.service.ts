import { Injectable } from '@nestjs/common';
import type { ReassignmentView } from '@tideboard/contracts';
import { stepDecision } from '@tideboard/domain';
import type { Principal } from '../access/principal.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { Approver } from './approver.service.js';
import { Executor } from './executor.service.js';
import { FloorReader } from './floor-reader.service.js';
import { recordState, type ReassignmentRecord } from './record.js';
import { viewOf } from './record-view.js';
import { assertOwn, sees } from './own.js';
import { ReassignmentStore } from './reassignment-store.js';
import { decide, undo } from './steps.js';

/** What people decide about a reassignment: yes, no, take it back. */
@Injectable()
export class Decisions {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly floors: FloorReader,
    private readonly approver: Approver,
    private readonly executor: Executor,
    private readonly clock: SiteClock,
  ) {}

  async approve(caller: Principal, id: string): Promise<ReassignmentView> {
    const record = await this.held(caller, id);
    const step = stepDecision(record.decision, 'approve');
    if ('refused' in step) throw conflict(step.refused);
    const { snapshot } = await this.floors.read();
    const approval = await this.approver.approve(id, { by: caller.name, floor: snapshot });
    if (approval.ok) return viewOf(approval.record);
    throw new ProblemError(409, approval.code, approval.detail);
  }

  async reject(caller: Principal, id: string, reason?: string): Promise<ReassignmentView> {
    const record = await this.held(caller, id);
    const step = stepDecision(record.decision, 'reject');
    if ('refused' in step) throw conflict(step.refused);
    const next = await this.store.update(id, (seen) =>
      decide(seen, { event: 'reject', by: caller.name, now: this.clock.now(), note: reason ?? null }),
    );
    if (next?.decision !== 'rejected') throw conflict('it is decided already');
    return viewOf(next);
  }

  async undo(caller: Principal, id: string): Promise<ReassignmentView> {
    const record = await this.held(caller, id);
    const step = stepDecision(record.decision, 'undo');
    if ('refused' in step) throw conflict(step.refused);
    if (record.closedAt !== null) throw conflict(`it is ${recordState(record)} already`);
    const next = await this.store.update(id, (seen) =>
      seen.closedAt === null ? undo(seen, caller.name, this.clock.now()) : seen,
    );
    if (!next?.undone) throw conflict('it is over already');
    await this.executor.wake(next);
    return viewOf(next);
  }

  private async held(caller: Principal, id: string): Promise<ReassignmentRecord> {
    const record = await this.store.find(id);
    if (!record || !sees(caller, record)) throw new ProblemError(404, 'not_found', 'No such reassignment.');
    assertOwn(caller, record);
    return record;
  }
}

const conflict = (why: string): ProblemError => new ProblemError(409, 'conflict', `${why[0]!.toUpperCase()}${why.slice(1)}.`);
