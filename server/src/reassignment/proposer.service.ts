import { Injectable } from '@nestjs/common';
import type { PolicyDocument } from '@tideboard/contracts';
import type { Plan } from '@tideboard/rebalance';
import { DirectoryService } from '../directory/directory.service.js';
import { Lease } from '../platform/redis/index.js';
import { Approver } from './approver.service.js';
import { type Draft, proposalOf } from './drafts.js';
import { Executor } from './executor.service.js';
import type { Floor } from './floor-reader.service.js';
import { draftsOf, passesTriggers } from './proposals.js';
import { AUTOMATION } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { decide } from './steps.js';

interface Tick {
  floor: Floor;
  policy: PolicyDocument;
  /** Number of the tick. */
  index: number;
}

/** Makes of a plan what the mode says: a question, a countdown, or an order. */
@Injectable()
export class Proposer {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly approver: Approver,
    private readonly executor: Executor,
    private readonly directory: DirectoryService,
    private readonly lease: Lease,
  ) {}

  async propose({ actions, explanations }: Plan, { floor, policy, index }: Tick): Promise<void> {
    const wanted = actions.filter((action) => passesTriggers(action, policy, floor.board));
    const names = (id: string) => this.directory.channel(id)?.name.en ?? id;
    for (const draft of draftsOf({ actions: wanted, explanations }, { floor, policy, index, names })) {
      // oxlint-disable-next-line no-await-in-loop -- drafts of one tick share donors
      await this.one(draft, { floor, policy });
    }
  }

  private async one(draft: Draft, { floor, policy }: Omit<Tick, 'index'>): Promise<void> {
    const { now } = floor.snapshot;
    const proposal = proposalOf(draft, now);
    const fence = this.lease.fencing;
    if (policy.mode === 'auto') {
      const prepared = await this.approver.prepare(proposal, floor.snapshot);
      const record = decide({ ...proposal, ...prepared }, { event: 'approve', by: AUTOMATION, now })!;
      if ((await this.store.create(record, fence)).ok) await this.executor.wake(record);
      return;
    }
    const executesAt = policy.mode === 'confirm' ? now + policy.countdownSeconds * 1000 : null;
    // A countdown ends by being carried out; only what waits for a yes can be forgotten.
    const expiresAt = executesAt === null ? now + policy.proposalSeconds * 1000 : null;
    await this.store.create({ ...proposal, executesAt, expiresAt }, fence);
  }
}
