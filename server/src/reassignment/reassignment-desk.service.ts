import { Injectable } from '@nestjs/common';
import type { ReassignmentBody, ReassignmentView } from '@tideboard/contracts';
import { type Effect, type Handover, predict } from '@tideboard/rebalance';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { ProblemError } from '../platform/http/problem.js';
import { Approver } from './approver.service.js';
import { Considerations } from './considerations.service.js';
import { planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { proposalOf } from './drafts.js';
import { Executor } from './executor.service.js';
import type { Finding } from './findings.js';
import { type NamedSnapshot, namesIn } from './floor.js';
import { FloorReader } from './floor-reader.service.js';
import { effectOn } from './forecast.js';
import { leftOf, named } from './handed.js';
import { Handovers } from './handovers.service.js';
import { Homecomings } from './homecomings.service.js';
import { draftOf, mayOverride, refuseFor, sentence } from './manual.js';
import { claimedAgent } from './record.js';
import { viewOf } from './record-view.js';
import { ReassignmentStore } from './reassignment-store.js';
import type { Requested } from './requests.js';
import { decide } from './steps.js';

export interface Preview {
  from: string;
  to: string;
  agents: string[];
  receiver: Effect | null;
  donor: Effect | null;
  /** Whose waiting tickets colleagues would take; `agent` null: the common line. */
  handovers: Handover[];
  findings: Finding[];
}

/** What people order by hand, and what it would do. */
@Injectable()
export class ReassignmentDesk {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly directory: DirectoryService,
    private readonly considerations: Considerations,
    private readonly homecomings: Homecomings,
    private readonly handovers: Handovers,
    private readonly approver: Approver,
    private readonly executor: Executor,
  ) {}

  async preview(caller: Principal, body: ReassignmentBody): Promise<Preview> {
    const { snapshot } = await this.floors.read();
    const { requested, findings } = await this.considerations.consider(caller, body, snapshot);
    const { policy } = await this.control.read();
    const { kind, from, to, actions } = requested;
    const agents = actions.flatMap(({ agent }) => agent ?? []);
    const proposed = agents.map((agent) => ({ action: kind, agent, to }));
    const effect = effectOn(predict(snapshot, proposed, planPolicy(policy)), from, to);
    const handovers = await this.left(requested, snapshot);
    return { from, to, agents, ...effect, handovers, findings };
  }

  async create(caller: Principal, body: ReassignmentBody): Promise<ReassignmentView> {
    const { snapshot } = await this.floors.read();
    const { requested, findings } = await this.considerations.consider(caller, body, snapshot);
    const back = await this.homecomings.call(caller, requested, snapshot.now);
    if (back) return back;
    refuseFor(findings, mayOverride(caller, body));
    const { policy } = await this.control.read();
    const left = named(await this.left(requested, snapshot), namesIn(snapshot));
    const draft = draftOf(caller, { body, requested, left, snapshot, policy });
    const proposal = proposalOf(draft, snapshot.now);
    const prepared = await this.approver.prepare(proposal, snapshot);
    const told = { ...proposal, ...prepared, reason: body.reason ?? sentence(draft, prepared.prediction, this.directory) };
    const record = decide(told, { event: 'approve', by: caller.name, now: snapshot.now })!;
    const turned = await this.store.create(record);
    if (!turned.ok) {
      const who = turned.why === 'engaged' ? claimedAgent(turned.claim) : 'an agent';
      throw new ProblemError(409, 'agent_moved', `Somebody else was faster: ${who} is in another reassignment.`);
    }
    await this.executor.wake(record);
    return viewOf(record);
  }

  private left({ kind, from, to, actions }: Requested, snapshot: NamedSnapshot): Promise<Handover[]> {
    const channel = leftOf({ kind, from, to }, 'out');
    const leaving = actions.flatMap(({ agent }) => (agent === null || channel === null ? [] : { agent, channel }));
    return this.handovers.foreseen(snapshot, leaving);
  }
}
