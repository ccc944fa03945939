// Waiting tickets of people who leave: when they go, and how they become part of the reassignment that sends their holder away. Pure.
import type { ActionStatus } from '@tideboard/contracts';
import type { Handover } from '@tideboard/rebalance';
import type { Entry, ReassignmentRecord, Way } from './record.js';

const GONE: Record<Way, readonly ActionStatus[]> = { out: ['accepted', 'away', 'done'], home: ['return_accepted', 'home'] };
const LEAVING: Record<Way, readonly ActionStatus[]> = {
  out: ['ordered', 'sent', 'unknown'],
  home: ['returning', 'return_unknown'],
};

/** Tickets `go` once their holder's leaving is agreed to, `wait` until then, and are called `off` when nobody leaves any more. */
export function fateOf({ entries }: Pick<ReassignmentRecord, 'entries'>, { handed }: Entry): 'go' | 'wait' | 'off' {
  if (!handed) return 'go';
  const holder = entries.find(({ n }) => n === handed.follows);
  if (holder && GONE[handed.way].includes(holder.status)) return 'go';
  return holder && LEAVING[handed.way].includes(holder.status) ? 'wait' : 'off';
}

/** Where people of such a reassignment go away from, by the way they are on; null for kinds in which everybody stays. */
export function leftOf({ kind, from, to }: Pick<ReassignmentRecord, 'kind' | 'from' | 'to'>, way: Way): string | null {
  if (kind !== 'move' && kind !== 'return') return null;
  return way === 'out' ? from : to;
}

export const wayOf = ({ leg }: Pick<Entry, 'leg'>): Way => (leg.serial > 1 ? 'home' : 'out');

/** Somebody about to be ordered away whose tickets nobody has looked for yet. */
export const isToEmpty = ({ agent, leg, emptied }: Entry, way: Way): boolean =>
  agent !== null && leg.attempts === 0 && emptied !== way;

/** A handover with what people call those whom it is about. */
export interface Left extends Handover {
  ofName: string | null;
  toName: string | null;
}

export const named = (handovers: readonly Handover[], nameOf: (agent: string) => string | null): Left[] =>
  handovers.map(({ of, agent, tickets }) => ({
    of,
    ofName: nameOf(of),
    agent,
    toName: agent === null ? null : nameOf(agent),
    tickets,
  }));

/** Who leaves which channel, and on which way. */
export interface Leaver {
  n: number;
  agent: string;
  way: Way;
  channel: string;
}

/** The record with what the leaver leaves behind, numbered on from its last entry. */
export function withHanded(
  { entries, ...record }: ReassignmentRecord,
  { n, agent, way, channel }: Leaver,
  { left, now }: { left: readonly Left[]; now: number },
): ReassignmentRecord {
  const next = Math.max(...entries.map((entry) => entry.n)) + 1;
  const added = left
    .filter(({ of }) => of === agent)
    .map(({ of, ofName, agent: to, toName, tickets }, i): Entry => {
      const handed = { follows: n, way, channel, of, ofName, to };
      return { ...ordered(next + i, now), name: toName, tickets, handed };
    });
  return { ...record, entries: [...entries, ...added] };
}

/** The same at the moment of leaving, instead of what was foreseen. */
export function emptied(record: ReassignmentRecord, leaver: Leaver, found: { left: readonly Left[]; now: number }) {
  const { n, way } = leaver;
  const stays = ({ handed, status }: Entry): boolean => handed?.follows !== n || handed.way !== way || status !== 'ordered';
  const entries = record.entries.map((entry): Entry => (entry.n === n ? { ...entry, emptied: way } : entry)).filter(stays);
  return withHanded({ ...record, entries }, leaver, found);
}

const ordered = (n: number, now: number): Omit<Entry, 'name'> => ({
  n,
  agent: null,
  tickets: null,
  when: 'now',
  rule: null,
  backTo: '',
  status: 'ordered',
  since: now,
  leg: { serial: 1, orderedAt: now, attempts: 0, fence: null, notBeforeReal: 0 },
  seen: false,
  problem: null,
});
