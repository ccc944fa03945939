// A reassignment as the agent sees it, and what their yes or no does to it. Pure.
import type { LoanNotice } from '@tideboard/contracts';
import { isSettled } from '@tideboard/domain';
import { type Entry, recordState, type ReassignmentRecord } from './record.js';
import { decide, recall, withEntry } from './steps.js';

const instant = (at: number | null | undefined): string | null => (at == null ? null : new Date(at).toISOString());

export const entryOf = (record: ReassignmentRecord, agent: string): Entry | null =>
  record.entries.find((entry) => entry.agent === agent) ?? null;

/** Null where the reassignment is none of the agent's. */
export function noticeOf(record: ReassignmentRecord, agent: string): LoanNotice | null {
  const entry = entryOf(record, agent);
  if (!entry) return null;
  const { id, kind, from, to, reason, trigger, actor } = record;
  const { when, status } = entry;
  return {
    id,
    kind,
    state: recordState(record),
    from,
    to,
    when,
    status,
    reason,
    trigger,
    actor,
    createdAt: instant(record.createdAt)!,
    executesAt: record.decision === 'proposed' ? instant(record.executesAt) : null,
    endsAt: instant(record.endsAt),
    acceptedAt: instant(entry.acceptedAt),
    declinedAt: instant(entry.declined?.at),
  };
}

/** What the agent can still say yes or no to: proposed, on the way out, or there. */
export function isAnswerable(record: ReassignmentRecord, agent: string): boolean {
  const entry = entryOf(record, agent);
  if (!entry || entry.declined || isSettled(entry.status) || record.undone) return false;
  if (record.decision === 'proposed') return true;
  return record.decision === 'approved' && ['ordered', 'sent', 'accepted', 'away'].includes(entry.status);
}

export const accept = (record: ReassignmentRecord, agent: string, now: number): ReassignmentRecord => ({
  ...record,
  entries: record.entries.map((entry) => (entry.agent === agent ? { ...entry, acceptedAt: entry.acceptedAt ?? now } : entry)),
});

/**
 * The agent's no. A proposal falls as a whole: the plan makes a new one without them. What was ordered is called off, what was sent or
 * carried out is ordered back; the others of the same reassignment go on.
 */
export function decline(
  record: ReassignmentRecord,
  { agent, by, reason, now }: { agent: string; by: string; reason: string; now: number },
): ReassignmentRecord {
  const entry = entryOf(record, agent)!;
  const marked = { ...entry, acceptedAt: null, declined: { at: now, reason } };
  const note = `declined by ${by}: ${reason}`;
  const told = { ...record, entries: record.entries.map((held) => (held === entry ? marked : held)) };
  if (record.decision === 'proposed') return decide(told, { event: 'reject', by, now, note }) ?? record;
  const back = recall({ ...told, note }, { now, wanted: ({ n }) => n === entry.n });
  const after = entryOf(back, agent)!;
  return withEntry(back, { ...after, problem: `declined: ${reason}` }, now);
}
