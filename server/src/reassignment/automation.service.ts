import { Injectable } from '@nestjs/common';
import type { PolicyDocument } from '@tideboard/contracts';
import { type Action, type Plan, plan } from '@tideboard/rebalance';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { Lease } from '../platform/redis/index.js';
import { Approver, rulesOf, wantedOf } from './approver.service.js';
import { type Control, isPaused, planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { Executor } from './executor.service.js';
import { findingsOf } from './findings.js';
import { forPlan } from './floor.js';
import { type Floor, FloorReader } from './floor-reader.service.js';
import { draftsOf, haltOf, passesTriggers } from './proposals.js';
import { type ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { decide, recall } from './steps.js';
import { ShadowBook } from './shadow-book.service.js';
import { proposalOf } from './drafts.js';

/** A proposal that the plan does not want for so long (site time) is withdrawn; less would let noise flicker on the wall. */
const UNWANTED_MS = 30_000;
const BY = 'automation';

/** Asks the plan at every tick and does with its answer what the mode says. Runs on the holder of the lease. */
@Injectable()
export class Automation {
  /** Since when the plan no longer wants a proposal; losing it at a change of node costs half a minute. */
  private readonly unwanted = new Map<string, number>();

  constructor(
    private readonly floors: FloorReader,
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
    private readonly approver: Approver,
    private readonly executor: Executor,
    private readonly shadow: ShadowBook,
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
    private readonly lease: Lease,
  ) {}

  async tick(index: number): Promise<void> {
    const control = await this.control.read();
    await this.endPause(control);
    const { policy } = control;
    if (policy.mode === 'off') return this.say(null);
    if (isPaused(control.pause, this.clock.now())) return;
    const floor = await this.floors.read();
    const asked = await this.ask(floor, policy);
    await this.say(haltOf(floor.board, asked));
    if (policy.mode === 'shadow') return this.shadow.add(asked.actions, floor.snapshot.now, policy.version);
    await this.bringHome(asked.actions, floor);
    await this.withdraw(floor, policy);
    const wanted = asked.actions.filter((action) => passesTriggers(action, policy, floor.board));
    const names = (id: string) => this.directory.channel(id)?.name.en ?? id;
    for (const draft of draftsOf({ actions: wanted, explanations: asked.explanations }, { floor, policy, index, names })) {
      // oxlint-disable-next-line no-await-in-loop -- drafts of one tick share donors
      await this.propose(proposalOf(draft, floor.snapshot.now), { floor, policy });
    }
  }

  /** Carries out what nobody has vetoed within its countdown. Not on the tick but whenever asked: a countdown must end on time. */
  async executeDue(open: readonly ReassignmentRecord[]): Promise<void> {
    const now = this.clock.now();
    const due = open.filter(({ decision, executesAt }) => decision === 'proposed' && executesAt !== null && now >= executesAt);
    if (due.length === 0) return;
    const { policy, pause } = await this.control.read();
    for (const { id } of due) {
      // oxlint-disable no-await-in-loop -- each stands on the floor that the one before leaves
      if (isPaused(pause, now) || (policy.mode !== 'confirm' && policy.mode !== 'auto')) {
        await this.withdrawOne(id, isPaused(pause, now) ? 'paused' : 'mode_changed');
        continue;
      }
      const floor = await this.floors.read();
      const record = floor.records.find((candidate) => candidate.id === id);
      if (record && !wishes(floor, policy)(record)) await this.withdrawOne(id, 'no_longer_wanted');
      else await this.approver.approve(id, { by: BY, floor: floor.snapshot, fence: this.lease.fencing });
      // oxlint-enable no-await-in-loop
    }
  }

  private async ask({ snapshot }: Floor, policy: PolicyDocument): Promise<Plan> {
    return plan(forPlan(policy.mode === 'shadow' ? await this.shadow.imagine(snapshot) : snapshot), planPolicy(policy));
  }

  /** Loans were agreed to with their return: it needs no second yes, in any mode but `off`. */
  private async bringHome(actions: readonly Action[], { records, snapshot }: Floor): Promise<void> {
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

  /** Withdraws proposals that cannot be carried out any more, or that the plan no longer makes. */
  private async withdraw(floor: Floor, policy: PolicyDocument): Promise<void> {
    const { now } = floor.snapshot;
    const mine = floor.records.filter(({ decision, actor }) => decision === 'proposed' && actor === BY);
    for (const id of this.unwanted.keys()) if (!mine.some((record) => record.id === id)) this.unwanted.delete(id);
    if (mine.length === 0) return;
    const wanted = wishes(floor, policy);
    for (const record of mine) {
      const against = findingsOf(floor.snapshot, wantedOf(record), rulesOf(policy.limits))[0];
      const since = wanted(record) ? null : (this.unwanted.get(record.id) ?? now);
      if (since === null) this.unwanted.delete(record.id);
      else this.unwanted.set(record.id, since);
      const unwanted = since !== null && now - since >= UNWANTED_MS;
      // oxlint-disable-next-line no-await-in-loop -- a handful
      if (against || unwanted) await this.withdrawOne(record.id, against?.code ?? 'no_longer_wanted');
    }
  }

  private async withdrawOne(id: string, note: string): Promise<void> {
    await this.store.update(
      id,
      (seen) => decide(seen, { event: 'expire', by: BY, now: this.clock.now(), note }),
      this.lease.fencing,
    );
  }

  private async propose(
    proposal: ReassignmentRecord,
    { floor, policy }: { floor: Floor; policy: PolicyDocument },
  ): Promise<void> {
    const { now } = floor.snapshot;
    const fence = this.lease.fencing;
    if (policy.mode === 'auto') {
      const prepared = await this.approver.prepare(proposal, floor.snapshot);
      const record = decide({ ...proposal, ...prepared }, { event: 'approve', by: BY, now })!;
      if ((await this.store.create(record, fence)).ok) await this.executor.wake(record);
      return;
    }
    const executesAt = policy.mode === 'confirm' ? now + policy.countdownSeconds * 1000 : null;
    // A countdown ends by being carried out; only what waits for a yes can be forgotten.
    const expiresAt = executesAt === null ? now + policy.proposalSeconds * 1000 : null;
    await this.store.create({ ...proposal, executesAt, expiresAt }, fence);
  }

  private async endPause({ pause }: Control): Promise<void> {
    const now = this.clock.now();
    if (pause === null || isPaused(pause, now)) return;
    await this.control.update((control) =>
      control.pause && !isPaused(control.pause, now) ? { ...control, pause: null } : control,
    );
  }

  private async say(halt: string | null): Promise<void> {
    await this.control.update((control) => (control.halt === halt ? control : { ...control, halt }));
  }
}

/** Asked as if nothing were proposed, does the plan still want this kind of help for this receiver? From whom may differ by a hair. */
function wishes({ snapshot }: Floor, policy: PolicyDocument): (record: ReassignmentRecord) => boolean {
  const orders = (snapshot.orders ?? []).filter(({ status }) => status !== 'proposed');
  // Its own limit must not hide what it would still want.
  const { actions } = plan({ ...forPlan(snapshot), orders }, { ...planPolicy(policy), maxActionsPerTick: 50 });
  return ({ kind, to }) => actions.some((action) => action.action === kind && action.to === to);
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
