// What happens to a record, as pure functions from one record to the next. The same object comes back when nothing changes.
import { type ActionEvent, type DecisionEvent, isTerminal, stepAction, stepDecision } from '@tideboard/domain';
import { fateOf } from './handed.js';
import { type Entry, isLoan, kindOf, recordState, type ReassignmentRecord } from './record.js';

/** One event at one action; a refused one leaves the record as it is. */
export function stepEntry(
  record: ReassignmentRecord,
  n: number,
  { event, now, problem = null }: { event: ActionEvent; now: number; problem?: string | null },
): ReassignmentRecord {
  const entry = record.entries.find((candidate) => candidate.n === n);
  if (!entry) return record;
  const step = stepAction(entry.status, event, isLoan(kindOf(record, entry)));
  if ('refused' in step) return record;
  const moved: Entry = {
    ...entry,
    status: step.status,
    since: step.status === entry.status ? entry.since : now,
    problem: problem ?? (event === 'confirm' || event === 'recall' ? null : entry.problem),
    ...(event === 'recall' && step.status === 'returning' ? { leg: freshLeg(entry.leg.serial + 1, now) } : {}),
  };
  return withEntry(record, moved, now);
}

/** The record with one action replaced, and what follows for the whole. */
export function withEntry(record: ReassignmentRecord, entry: Entry, now: number): ReassignmentRecord {
  const entries = record.entries.map((held) => (held.n === entry.n ? entry : held));
  const took = entry.status === 'away' || entry.status === 'done';
  return closeIfDone(callOffHanded({ ...record, entries, executedAt: record.executedAt ?? (took ? now : null) }, now), now);
}

/** Whoever does not leave keeps their tickets. */
function callOffHanded(record: ReassignmentRecord, now: number): ReassignmentRecord {
  const entries = record.entries.map(
    (entry): Entry =>
      entry.status === 'ordered' && fateOf(record, entry) === 'off' ? { ...entry, status: 'dropped', since: now } : entry,
  );
  return { ...record, entries };
}

function closeIfDone(record: ReassignmentRecord, now: number): ReassignmentRecord {
  return isTerminal(recordState(record)) && record.closedAt === null ? { ...record, closedAt: now } : record;
}

export const freshLeg = (serial: number, orderedAt: number): Entry['leg'] => ({
  serial,
  orderedAt,
  attempts: 0,
  fence: null,
  notBeforeReal: 0,
});

export interface Verdict {
  event: Exclude<DecisionEvent, 'undo'>;
  by: string;
  now: number;
  note?: string | null;
}

/** Decides a proposal; null where the machine refuses. */
export function decide(record: ReassignmentRecord, { event, by, now, note = null }: Verdict): ReassignmentRecord | null {
  const step = stepDecision(record.decision, event);
  if ('refused' in step) return null;
  const decided = { ...record, decision: step.decision, decidedAt: now, decidedBy: by, note };
  return closeIfDone(
    { ...decided, entries: decided.entries.map((entry) => ({ ...entry, since: now, leg: freshLeg(1, now) })) },
    now,
  );
}

/** Sends home everybody for whom `wanted` holds; what was not sent yet is called off. */
export function recall(
  record: ReassignmentRecord,
  { now, wanted = () => true, problem = null }: { now: number; wanted?: (entry: Entry) => boolean; problem?: string | null },
): ReassignmentRecord {
  return record.entries.filter(wanted).reduce((next, { n }) => stepEntry(next, n, { event: 'recall', now, problem }), record);
}

/** Takes everything back that can be, and says what cannot. */
export function undo(record: ReassignmentRecord, by: string, now: number): ReassignmentRecord {
  const back = recall({ ...record, undone: true, decidedBy: by }, { now });
  const lost = record.entries.flatMap((entry) => {
    const { agent, tickets, status } = entry;
    const kind = kindOf(record, entry);
    return status === 'done' || (!isLoan(kind) && status !== 'ordered' && status !== 'refused' && status !== 'dropped')
      ? [{ ...(agent ? { agent } : {}), ...(tickets ? { tickets } : {}), code: irreversible(kind) }]
      : [];
  });
  return closeIfDone({ ...back, undoReport: lost }, now);
}

const irreversible = (kind: ReassignmentRecord['kind']): string =>
  kind === 'reroute' ? 'tickets_stay' : kind === 'end-assist' ? 'assist_ended' : 'came_home';
