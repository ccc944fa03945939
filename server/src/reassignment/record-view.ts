// The record as people and programs see it. Pure.
import type { ReassignmentAction, ReassignmentView } from '@tideboard/contracts';
import { type Entry, kindOf, recordState, type ReassignmentRecord } from './record.js';

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The record as people and programs see it. */
export function viewOf(record: ReassignmentRecord): ReassignmentView {
  const { id, kind, from, to, reason, trigger, prediction, actor, mode, policyVersion, decidedBy, note, score, undoReport } =
    record;
  return {
    id,
    state: recordState(record),
    kind,
    from,
    to,
    actions: record.entries.map((entry) => actionOf(record, entry)),
    reason,
    trigger,
    prediction,
    actor,
    policyVersion,
    mode,
    createdAt: instant(record.createdAt)!,
    executesAt: record.decision === 'proposed' ? instant(record.executesAt) : null,
    expiresAt: record.decision === 'proposed' ? instant(record.expiresAt) : null,
    executedAt: instant(record.executedAt),
    endsAt: instant(record.endsAt),
    closedAt: instant(record.closedAt),
    decidedBy,
    appliedTo: record.upstream === null ? 'registry' : 'upstream',
    note,
    score,
    undoReport,
  };
}

function actionOf(record: ReassignmentRecord, entry: Entry): ReassignmentAction {
  const { name, tickets, when, rule, status, problem, acceptedAt, declined, handed } = entry;
  const agent = handed ? handed.to : entry.agent;
  return {
    action: kindOf(record, entry),
    ...(agent === null ? {} : { agent }),
    ...(name === null ? {} : { name }),
    ...(tickets === null ? {} : { tickets }),
    ...(handed ? { of: handed.of } : {}),
    ...(handed?.ofName ? { ofName: handed.ofName } : {}),
    from: handed?.channel ?? record.from,
    to: handed?.channel ?? record.to,
    when,
    ...(rule === null ? {} : { rule }),
    status,
    problem,
    ...(acceptedAt ? { acceptedAt: instant(acceptedAt) } : {}),
    ...(declined ? { declined: declined.reason } : {}),
  };
}
