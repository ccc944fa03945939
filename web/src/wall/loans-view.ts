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
  const away = moves.flatMap(({ from: donor, to, kind = 'move', actions }) =>
    donor === from && kind === 'move' ? actions.filter(({ status }) => AWAY.has(status)).map(() => to) : [],
  );
  return [...new Set(away)]
    .map((channel) => ({ channel, count: away.filter((host) => host === channel).length }))
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
