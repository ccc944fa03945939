// What the floor shows of a reassignment: agents who arrived, came home, or went away by other hands. Pure.
import type { ActionEvent } from '@tideboard/domain';
import { type Entry, isLoan, type ReassignmentRecord } from './record.js';
import { recall, stepEntry, withEntry } from './steps.js';

/** Where each agent works, and who has each ticket that still waits, on which channel; null: nobody has to go there any more. */
export interface Sights {
  agents: ReadonlyMap<string, { channel: string | undefined; shiftEndsAt: number | undefined }>;
  tickets: ReadonlyMap<string, { channel: string; agent: string | null } | null>;
  now: number;
  confirmSeconds: number;
}

/** The record after a look at the floor and the clock; the same object when nothing has changed. */
export function look(record: ReassignmentRecord, sights: Sights): ReassignmentRecord {
  if (record.decision !== 'approved') return record;
  const seen = record.entries.reduce((next, { n }) => lookAt(next, n, sights), record);
  return goHome(seen, sights);
}

function lookAt(record: ReassignmentRecord, n: number, sights: Sights): ReassignmentRecord {
  const entry = record.entries.find((candidate) => candidate.n === n)!;
  const { now } = sights;
  const there = isThere(record, entry, sights);
  const marked = there && !entry.seen ? withEntry(record, { ...entry, seen: true }, now) : record;
  const event = eventOf(record, entry, { sights, there });
  return event === null
    ? marked
    : stepEntry(marked, n, { event, now, problem: event === 'give_up' ? 'no confirmation in time' : null });
}

const OUT: readonly string[] = ['sent', 'accepted', 'unknown'];
const BACK: readonly string[] = ['returning', 'return_accepted', 'return_unknown'];

function eventOf(
  record: ReassignmentRecord,
  entry: Entry,
  { sights, there }: { sights: Sights; there: boolean },
): ActionEvent | null {
  const { status, seen } = entry;
  const home = isHome(record, entry, sights);
  const late = sights.now - entry.since > sights.confirmSeconds * 1000;
  if (OUT.includes(status)) {
    if (there) return 'confirm';
    return status === 'accepted' && late ? 'give_up' : null;
  }
  // Not before the floor has shown the agent away: until then "at home" is only a feed that lags behind.
  if (status === 'away') return seen && !there && record.kind === 'move' ? 'left' : null;
  if (!BACK.includes(status)) return null;
  if (home && seen) return 'confirm';
  if (status !== 'return_accepted' || !late) return null;
  return home ? 'confirm' : 'give_up';
}

function isThere({ kind, to }: ReassignmentRecord, { agent, tickets, handed }: Entry, sights: Sights): boolean {
  if (kind === 'reroute' || handed)
    return (tickets ?? []).every((id) => {
      const seen = sights.tickets.get(id);
      if (seen === null) return true;
      return seen !== undefined && (handed ? handed.to !== null && seen.agent === handed.to : seen.channel === to);
    });
  return (kind === 'move' || kind === 'return') && agent !== null && sights.agents.get(agent)?.channel === to;
}

const isHome = ({ kind }: ReassignmentRecord, { agent, backTo }: Entry, sights: Sights): boolean =>
  kind === 'move' && agent !== null && sights.agents.get(agent)?.channel === backTo;

/** Loans end at their hour and at the end of a shift, whatever the mode is by then. */
function goHome(record: ReassignmentRecord, { agents, now }: Sights): ReassignmentRecord {
  if (!isLoan(record.kind)) return record;
  const over = record.endsAt !== null && now >= record.endsAt;
  const wanted = ({ status, agent }: Entry): boolean => {
    const ends = agent === null ? undefined : agents.get(agent)?.shiftEndsAt;
    const began = record.decidedAt ?? record.createdAt;
    // A shift that had ended before the loan began is a figure that nobody keeps up to date.
    return status === 'away' && (over || (ends !== undefined && ends > began && now >= ends));
  };
  return record.entries.some(wanted) ? recall({ ...record, note: over ? 'loan_ended' : 'shift_ended' }, { now, wanted }) : record;
}
