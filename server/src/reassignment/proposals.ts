// From a plan's actions to drafts of reassignments. Pure.
import type { Board, PolicyDocument } from '@tideboard/contracts';
import type { Action, AgentAction, Plan } from '@tideboard/rebalance';
import { type Draft, idOf } from './drafts.js';
import { namesIn } from './floor.js';
import type { Floor } from './floor-reader.service.js';
import { named } from './handed.js';
import { isLoan, type ReassignmentRecord } from './record.js';
import { reasonOf } from './reason.js';

interface Context {
  floor: Pick<Floor, 'snapshot' | 'records'>;
  policy: PolicyDocument;
  /** Number of the tick. */
  index: number;
  names: (channel: string) => string;
}

/** One draft for each kind and pair of channels; loans that only come home belong to their own record. */
export function draftsOf({ actions, explanations }: Plan, { floor, policy, index, names }: Context): Draft[] {
  const groups = new Map<string, AgentAction[]>();
  for (const action of actions) {
    if (action.action === 'reroute' || isHomecoming(action, floor.records)) continue;
    const key = `${action.action}\n${action.from}\n${action.to}`;
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  const nameOf = namesIn(floor.snapshot);
  const handovers = named(
    actions.filter((action) => action.action === 'reroute'),
    nameOf,
  );
  return [...groups.values()].map((group): Draft => {
    const first = group[0]!;
    const agents = group.map(({ agent }) => agent);
    const told = explanations.find(({ params }) => params['action'] === first.action && agents.includes(String(params['agent'])));
    const left = handovers.filter(({ of }) => agents.includes(of));
    const donor = floor.snapshot.channels.find(({ id }) => id === first.from);
    return {
      id: idOf(index, policy.version, first.action, first.from, first.to, ...agents),
      kind: first.action,
      from: first.from,
      to: first.to,
      members: group.map(({ agent, when, rule }) => ({
        agent,
        name: nameOf(agent),
        tickets: null,
        when,
        rule: rule ?? null,
      })),
      left,
      reason: reasonOf({
        kind: first.action,
        who: agents.map((agent) => nameOf(agent) ?? agent),
        left,
        from: names(first.from),
        to: names(first.to),
        prediction: first.prediction,
        target: donor?.serviceLevelTarget ?? null,
        loanSeconds: first.action === 'move' ? Number(policy.limits['minLoanSeconds']) : null,
      }),
      trigger: { code: first.reason, params: { ...told?.params, agents }, numbers: { ...first.evidence, ...told?.numbers } },
      prediction: first.prediction,
      actor: 'automation',
      mode: policy.mode,
      policyVersion: policy.version,
      upstream: null,
    };
  });
}

/** Coming home from a loan of ours ends that loan; a second record would send the agent home twice. */
const isHomecoming = ({ action, agent }: Action, records: readonly ReassignmentRecord[]): boolean =>
  (action === 'return' || action === 'end-assist') &&
  records.some(
    (record) =>
      isLoan(record.kind) &&
      record.decision === 'approved' &&
      record.closedAt === null &&
      record.entries.some((entry) => entry.agent === agent),
  );

/** Where the policy names alarm levels, help is asked for only once the receiver has reached one of them. */
export function passesTriggers({ action, to }: Action, { triggers }: PolicyDocument, board: Board | null): boolean {
  if (action !== 'move' && action !== 'assist') return true;
  const { pending, timeoutRate } = triggers;
  if (pending === null && timeoutRate === null) return true;
  const channel = board?.channels.find(({ id }) => id === to);
  return (
    (pending !== null && (channel?.pending ?? 0) > pending) || (timeoutRate !== null && (channel?.timeoutRate ?? 0) > timeoutRate)
  );
}

const HALTS = new Set(['data-too-old', 'snapshot-empty', 'warming-up', 'all-hot']);

/** Why the plan could say nothing at all, or null. */
export function haltOf(board: Board | null, { actions, explanations }: Plan): string | null {
  if (!board) return 'no-data';
  if (board.rebuilding) return 'rebuilding';
  if (actions.length > 0) return null;
  const fed = board.channels.filter((channel) => channel.fed);
  if (fed.length === 0) return 'no-data';
  if (fed.every(({ status }) => status === 'no_data')) return 'sources-silent';
  return explanations.find(({ code }) => HALTS.has(code))?.code ?? null;
}
