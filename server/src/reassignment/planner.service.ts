import { Injectable } from '@nestjs/common';
import type { PolicyDocument } from '@tideboard/contracts';
import { type Action, type Plan, plan } from '@tideboard/rebalance';
import { planPolicy } from './control.js';
import { forPlan } from './floor.js';
import type { Floor } from './floor-reader.service.js';
import { Inboxes } from './inboxes.service.js';
import type { ReassignmentRecord } from './record.js';
import { ShadowBook } from './shadow-book.service.js';

const leaves = ({ action }: Action): boolean => action === 'move' || action === 'return';

/** Asks the plan about the floor. */
@Injectable()
export class Planner {
  constructor(
    private readonly shadow: ShadowBook,
    private readonly inboxes: Inboxes,
  ) {}

  async ask({ snapshot }: Floor, policy: PolicyDocument): Promise<Plan> {
    const seen = forPlan(policy.mode === 'shadow' ? await this.shadow.imagine(snapshot) : snapshot);
    const told = planPolicy(policy);
    const made = plan(seen, told);
    // Tickets change nobody's going: who looks at all of them at every tick looks for nothing.
    return made.actions.some(leaves) ? plan({ ...seen, tickets: await this.inboxes.read() }, told) : made;
  }
}

/** Asked as if nothing were proposed, does the plan still want this kind of help for this receiver? From whom may differ by a hair. */
export function wishes({ snapshot }: Floor, policy: PolicyDocument): (record: ReassignmentRecord) => boolean {
  const orders = (snapshot.orders ?? []).filter(({ status }) => status !== 'proposed');
  // Its own limit must not hide what it would still want.
  const { actions } = plan({ ...forPlan(snapshot), orders }, { ...planPolicy(policy), maxActionsPerTick: 50 });
  return ({ kind, to }) => actions.some((action) => action.action === kind && action.to === to);
}
