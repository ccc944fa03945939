// Where a channel's people are lent to, from the reassignments on the board. Nobody is named here: a wall shows channels and counts.
import type { ActionStatus, ReassignmentView } from '@tideboard/contracts';

export interface Lent {
  channel: string;
  count: number;
}

/** The agent works at the host: has arrived, and has not come home. */
const AWAY: ReadonlySet<ActionStatus | undefined> = new Set<ActionStatus | undefined>([
  'away',
  'returning',
  'return_accepted',
  'return_unknown',
]);

/** The hosts of `from`'s people, the one with the most first. Who was moved by others than the board is in no reassignment. */
export function lentOf(moves: readonly ReassignmentView[], from: string): Lent[] {
  const counts = new Map<string, number>();
  for (const move of moves) {
    if (move.from !== from || (move.kind ?? 'move') !== 'move') continue;
    const there = move.actions.filter(({ status }) => AWAY.has(status)).length;
    if (there > 0) counts.set(move.to, (counts.get(move.to) ?? 0) + there);
  }
  return [...counts]
    .map(([channel, count]) => ({ channel, count }))
    .toSorted((a, b) => b.count - a.count || (a.channel < b.channel ? -1 : 1));
}

/** What the wall says of them: the name alone where all are at one host, else each with its number. Hosts without a name stay unsaid. */
export function hostsOf(
  { lent, moves, from }: { lent: number; moves: readonly ReassignmentView[]; from: string },
  nameOf: (channel: string) => string | null,
): string[] {
  const hosts = lentOf(moves, from);
  return hosts.flatMap(({ channel, count }) => {
    const name = nameOf(channel);
    if (name === null) return [];
    return hosts.length === 1 && count >= lent ? [name] : [`${name} ${count}`];
  });
}
