import { Injectable } from '@nestjs/common';
import {
  type Mode,
  REASSIGNMENT_STATES,
  type ReassignmentBody,
  type ReassignmentState,
  type ReassignmentView,
} from '@tideboard/contracts';
import { type Effect, predict } from '@tideboard/rebalance';
import { randomUUID } from 'node:crypto';
import { mayRead, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { ProblemError } from '../platform/http/problem.js';
import { Approver, rulesOf } from './approver.service.js';
import { planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { type Draft, proposalOf } from './drafts.js';
import { Executor } from './executor.service.js';
import { chooseAgents, type Finding, findingsOf } from './findings.js';
import type { NamedSnapshot } from './floor.js';
import { FloorReader } from './floor-reader.service.js';
import { effectOn } from './forecast.js';
import { claimedAgent, claimsOf, type ReassignmentRecord, viewOf } from './record.js';
import { reasonOf } from './reason.js';
import { ReassignmentStore } from './reassignment-store.js';
import { readRequest, type Requested } from './requests.js';
import { decide, recall } from './steps.js';

export interface Preview {
  from: string;
  to: string;
  agents: string[];
  receiver: Effect | null;
  donor: Effect | null;
  findings: Finding[];
}

const LATEST = 500;

/** What people ask of it: look, move, try out. */
@Injectable()
export class ReassignmentDesk {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly directory: DirectoryService,
    private readonly approver: Approver,
    private readonly executor: Executor,
  ) {}

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

  async preview(caller: Principal, body: ReassignmentBody): Promise<Preview> {
    const { snapshot } = await this.floors.read();
    const { requested, findings } = await this.consider(caller, body, snapshot);
    const { policy } = await this.control.read();
    const agents = requested.actions.flatMap(({ agent }) => agent ?? []);
    const proposed = agents.map((agent) => ({ action: requested.kind, agent, to: requested.to }));
    const effect = effectOn(predict(snapshot, proposed, planPolicy(policy)), requested.from, requested.to);
    return { from: requested.from, to: requested.to, agents, ...effect, findings };
  }

  async create(caller: Principal, body: ReassignmentBody): Promise<ReassignmentView> {
    const { snapshot } = await this.floors.read();
    const { requested, findings } = await this.consider(caller, body, snapshot);
    const back = await this.comeHome(caller, requested, snapshot.now);
    if (back) return back;
    refuseFor(findings, this.mayOverride(caller, body));
    const { policy } = await this.control.read();
    const proposal = proposalOf(
      this.draft(caller, { body, requested, snapshot, version: policy.version, mode: policy.mode }),
      snapshot.now,
    );
    const prepared = await this.approver.prepare(proposal, snapshot);
    const told = { ...proposal, ...prepared, reason: body.reason ?? this.sentence(proposal, prepared) };
    const record = decide(told, { event: 'approve', by: caller.name, now: snapshot.now })!;
    const turned = await this.store.create(record);
    if (!turned.ok) {
      const who = turned.why === 'engaged' ? claimedAgent(turned.claim) : 'an agent';
      throw new ProblemError(409, 'agent_moved', `Somebody else was faster: ${who} is in another reassignment.`);
    }
    await this.executor.wake(record);
    return viewOf(record);
  }

  /** Reads the request, chooses agents where only a number is named, and finds what speaks against it. */
  private async consider(
    caller: Principal,
    body: ReassignmentBody,
    floor: NamedSnapshot,
  ): Promise<{ requested: Requested; findings: Finding[] }> {
    const { policy } = await this.control.read();
    const rules = rulesOf(policy.limits);
    const requested = readRequest(body, (id) => floor.agents.find((agent) => agent.id === id)?.channel ?? undefined);
    assertOwn(caller, requested);
    if (requested.count !== null) {
      const taken = new Set([...(await this.store.open()).values()].flatMap(({ record }) => claimsOf(record).map(claimedAgent)));
      const chosen = chooseAgents(floor, { from: requested.from, to: requested.to, count: requested.count }, taken, rules);
      if (chosen.length < requested.count)
        throw new ProblemError(422, 'not_enough_agents', `${chosen.length} of ${requested.count} agents can go.`);
      requested.actions = chosen.map((agent) => ({ agent, tickets: null, when: null }));
    }
    const wanted = requested.actions.map(({ agent }) => ({
      action: requested.kind,
      agent,
      from: requested.from,
      to: requested.to,
    }));
    return { requested, findings: findingsOf(floor, wanted, rules) };
  }

  /** Somebody on loan who is asked back to where they came from ends that loan, and nothing new begins. */
  private async comeHome(
    caller: Principal,
    { kind, from, to, actions }: Requested,
    now: number,
  ): Promise<ReassignmentView | null> {
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

  private draft(
    caller: Principal,
    {
      body,
      requested,
      snapshot,
      version,
      mode,
    }: { body: ReassignmentBody; requested: Requested; snapshot: NamedSnapshot; version: number; mode: Mode },
  ): Draft {
    const agents = new Map(snapshot.agents.map((agent) => [agent.id, agent]));
    return {
      id: randomUUID(),
      kind: requested.kind,
      from: requested.from,
      to: requested.to,
      members: requested.actions.map(({ agent, tickets, when }) => {
        const known = agent === null ? undefined : agents.get(agent);
        return {
          agent,
          name: known?.name ?? null,
          tickets,
          when: when ?? ((known?.conversations ?? 0) > 0 ? 'after-current' : 'now'),
          rule: null,
        };
      }),
      reason: body.reason ?? '',
      trigger: { code: 'manual', params: { by: caller.name, ...(body.override ? { override: 'true' } : {}) }, numbers: {} },
      prediction: null,
      actor: caller.name,
      mode,
      policyVersion: version,
      upstream: null,
    };
  }

  private sentence(record: ReassignmentRecord, { prediction }: Pick<ReassignmentRecord, 'prediction'>): string {
    const channel = (id: string) => this.directory.channel(id);
    return reasonOf({
      kind: record.kind,
      who: record.entries.map(({ name, agent, tickets }) => name ?? agent ?? `${tickets?.length ?? 0} tickets`),
      from: channel(record.from)?.name.en ?? record.from,
      to: channel(record.to)?.name.en ?? record.to,
      prediction: prediction as never,
      target: channel(record.from)?.targets.serviceLevel ?? null,
      loanSeconds: null,
    });
  }

  private mayOverride({ role }: Principal, { override, reason }: ReassignmentBody): boolean {
    if (!override) return false;
    if (role !== 'admin' && role !== 'operations')
      throw new ProblemError(403, 'forbidden', 'Only operations may go past the rules.');
    if (!reason?.trim()) throw new ProblemError(422, 'reason_required', 'Going past the rules needs a reason.');
    return true;
  }
}

/** Codes that no override helps against: there is nobody, or nowhere, to send. */
const HARD = new Set(['unknown_channel', 'unknown_agent']);

function refuseFor(findings: readonly Finding[], override: boolean): void {
  const against = findings.filter(
    ({ code, severity }) => severity !== 'warns' && (!override || HARD.has(code) || severity === 'moved'),
  );
  // Who lost a race is told so, not that the floor has become too thin by the other's move.
  const worst = against.find(({ severity }) => severity === 'moved') ?? against[0];
  if (!worst) return;
  throw new ProblemError(worst.severity === 'moved' ? 409 : 422, worst.code, worst.message, { members: { findings } });
}

export const sees = (caller: Principal, { from, to }: Pick<ReassignmentRecord, 'from' | 'to'>): boolean =>
  mayRead(caller, from) || mayRead(caller, to);

/** A supervisor answers for both ends, or leaves it to somebody who does. */
export function assertOwn(caller: Principal, { from, to }: Pick<ReassignmentRecord, 'from' | 'to'>): void {
  if (!mayRead(caller, from) || !mayRead(caller, to)) throw new ProblemError(403, 'forbidden', 'Only between your own channels.');
}
