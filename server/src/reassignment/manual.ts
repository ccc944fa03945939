// What a person orders, as a record; and what no person may order. Pure.
import type { Mode, ReassignmentBody } from '@tideboard/contracts';
import type { ActionPrediction } from '@tideboard/rebalance';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import type { Draft } from './drafts.js';
import type { Finding } from './findings.js';
import type { NamedSnapshot } from './floor.js';
import type { Left } from './handed.js';
import { reasonOf } from './reason.js';
import type { Requested } from './requests.js';

interface Order {
  body: ReassignmentBody;
  requested: Requested;
  left: Left[];
  snapshot: NamedSnapshot;
  policy: { version: number; mode: Mode };
}

export function draftOf(caller: Principal, { body, requested, left, snapshot, policy }: Order): Draft {
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
    left,
    reason: body.reason ?? '',
    trigger: { code: 'manual', params: { by: caller.name, ...(body.override ? { override: 'true' } : {}) }, numbers: {} },
    prediction: null,
    actor: caller.name,
    mode: policy.mode,
    policyVersion: policy.version,
    upstream: null,
  };
}

interface Channels {
  channel(id: string): { name: { en: string }; targets: { serviceLevel: number } } | undefined;
}

/** The reason for logs and programs, where nobody has given one. */
export const sentence = ({ kind, from, to, members, left = [] }: Draft, prediction: unknown, directory: Channels): string =>
  reasonOf({
    kind,
    who: members.map(({ name, agent, tickets }) => name ?? agent ?? `${tickets?.length ?? 0} tickets`),
    left,
    from: directory.channel(from)?.name.en ?? from,
    to: directory.channel(to)?.name.en ?? to,
    prediction: prediction as ActionPrediction | null,
    target: directory.channel(from)?.targets.serviceLevel ?? null,
    loanSeconds: null,
  });

/** @throws ProblemError 403 for who may not, 422 without a reason */
export function mayOverride({ role }: Principal, { override, reason }: ReassignmentBody): boolean {
  if (!override) return false;
  if (role !== 'admin' && role !== 'operations')
    throw new ProblemError(403, 'forbidden', 'Only operations may go past the rules.');
  if (!reason?.trim()) throw new ProblemError(422, 'reason_required', 'Going past the rules needs a reason.');
  return true;
}

/** Codes that no override helps against: there is nobody, or nowhere, to send. */
const HARD = new Set(['unknown_channel', 'unknown_agent']);

export function refuseFor(findings: readonly Finding[], override: boolean): void {
  const against = findings.filter(
    ({ code, severity }) => severity !== 'warns' && (!override || HARD.has(code) || severity === 'moved'),
  );
  // Who lost a race is told so, not that the floor has become too thin by the other's move.
  const worst = against.find(({ severity }) => severity === 'moved') ?? against[0];
  if (!worst) return;
  throw new ProblemError(worst.severity === 'moved' ? 409 : 422, worst.code, worst.message, { members: { findings } });
}
