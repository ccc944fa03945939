import { Injectable } from '@nestjs/common';
import type { ReassignmentView } from '@tideboard/contracts';
import type { Action } from '@tideboard/rebalance';
import type { Principal } from '../access/principal.js';
import { Lease } from '../platform/redis/index.js';
import { Executor } from './executor.service.js';
import type { Floor } from './floor-reader.service.js';
import type { ReassignmentRecord } from './record.js';
import { viewOf } from './record-view.js';
import { ReassignmentStore } from './reassignment-store.js';
import type { Requested } from './requests.js';
import { recall } from './steps.js';

/** Brings home whom the plan wants back, or a person calls. */
@Injectable()
export class Homecomings {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly executor: Executor,
    private readonly lease: Lease,
  ) {}

  /** Loans were agreed to with their return: it needs no second yes, in any mode but `off`. */
  async bring(actions: readonly Action[], { records, snapshot }: Floor): Promise<void> {
    for (const { action, agent, from, to } of actions) {
      if (action !== 'return' && action !== 'end-assist') continue;
      const loan = records.find((record) => loanOf(record, { action, agent, from, to }));
      if (!loan) continue;
      // oxlint-disable-next-line no-await-in-loop -- one record may lend several
      const next = await this.store.update(
        loan.id,
        (seen) => recall(seen, { now: snapshot.now, wanted: (entry) => entry.agent === agent && entry.status === 'away' }),
        this.lease.fencing,
      );
      // oxlint-disable-next-line no-await-in-loop
      if (next) await this.executor.wake(next);
    }
  }

  /** Somebody on loan who is asked back to where they came from ends that loan, and nothing new begins. */
  async call(caller: Principal, { kind, from, to, actions }: Requested, now: number): Promise<ReassignmentView | null> {
    const back = kind === 'end-assist' ? 'assist' : 'move';
    if (kind !== 'move' && kind !== 'return' && kind !== 'end-assist') return null;
    const agents = new Set(actions.flatMap(({ agent }) => agent ?? []));
    const loan = [...(await this.store.open()).values()].find(
      ({ record }) =>
        record.kind === back &&
        record.decision === 'approved' &&
        record.to === (back === 'move' ? from : to) &&
        record.from === (back === 'move' ? to : from) &&
        record.entries.some((entry) => entry.agent !== null && agents.has(entry.agent) && entry.status === 'away'),
    );
    if (!loan) return null;
    const next = await this.store.update(loan.record.id, (record) =>
      recall(
        { ...record, note: `called home by ${caller.name}` },
        { now, wanted: ({ agent }) => agent !== null && agents.has(agent) },
      ),
    );
    if (next) await this.executor.wake(next);
    return next && viewOf(next);
  }
}

/** A return goes from the host; an end of an assist names the host as its `to`, as the assist did. */
function loanOf(
  record: ReassignmentRecord,
  { action, agent, from, to }: Pick<Action, 'action' | 'agent' | 'from' | 'to'>,
): boolean {
  const host = action === 'return' ? from : to;
  return (
    record.kind === (action === 'return' ? 'move' : 'assist') &&
    record.decision === 'approved' &&
    record.to === host &&
    record.entries.some((entry) => entry.agent === agent && entry.status === 'away')
  );
}
