import { Injectable } from '@nestjs/common';
import type { LoanNotice } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { Executor } from './executor.service.js';
import { accept, decline, isAnswerable, noticeOf } from './notices.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

const notFound = () => new ProblemError(404, 'not_found', 'No such reassignment.');

/** What the people who are moved have to say about it. Another's reassignment does not exist for them. */
@Injectable()
export class AgentAnswers {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly executor: Executor,
    private readonly clock: SiteClock,
  ) {}

  /** Newest first; those that ended a moment ago are still there. */
  async notices(agent: string): Promise<LoanNotice[]> {
    const open = [...(await this.store.open()).values()];
    return open.flatMap(({ record }) => noticeOf(record, agent) ?? []).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  accept(caller: Principal, id: string): Promise<LoanNotice> {
    return this.answer(caller, id, (record, agent) => accept(record, agent, this.clock.now()));
  }

  decline(caller: Principal, id: string, reason: string): Promise<LoanNotice> {
    const { name: by } = caller;
    return this.answer(caller, id, (record, agent) => decline(record, { agent, by, reason, now: this.clock.now() }));
  }

  private async answer(
    { agent }: Principal,
    id: string,
    change: (record: ReassignmentRecord, agent: string) => ReassignmentRecord,
  ): Promise<LoanNotice> {
    const held = agent === undefined ? null : await this.store.find(id);
    if (agent === undefined || !held || !noticeOf(held, agent)) throw notFound();
    let late = true;
    const next = await this.store.update(id, (seen) => {
      late = !isAnswerable(seen, agent);
      return late ? seen : change(seen, agent);
    });
    if (!next || late) throw new ProblemError(409, 'conflict', 'It is over or answered already.');
    await this.executor.wake(next);
    return noticeOf(next, agent)!;
  }
}
