// The floor at one entry of the event log, as it is written down: facts and nothing that was made of them, so that no rule, policy or
// build can make it wrong.
import type { AgentFacts } from '@tideboard/domain';
import { type PackedFact, packFact, unpackFact } from '../tickets/record.js';
import { Past } from './past.js';

export interface Checkpoint {
  logId: string;
  events: number;
  tickets: [id: string, facts: PackedFact[]][];
  agents: [id: string, facts: AgentFacts][];
  fedFrom: [channel: string, at: number][];
}

/** Changes when files that were written before would not do. */
export const FORMAT = 1;

export const packPast = ({ logId, events, tickets, agents, fedFrom }: Past): Checkpoint => ({
  logId,
  events,
  tickets: [...tickets].map(([id, facts]) => [id, facts.map(packFact)]),
  agents: [...agents],
  fedFrom: [...fedFrom],
});

export function unpackPast({ logId, events, tickets, agents, fedFrom }: Checkpoint): Past {
  const facts = tickets.map(([id, packed]) => [id, packed.map(unpackFact)] as const);
  return Object.assign(new Past(new Map(facts), new Map(agents), new Map(fedFrom)), { logId, events });
}

/** Where a checkpoint lies: its last entry, and how many there were up to it. */
export interface Place {
  logId: string;
  events: number;
}

/** `ms-seq` by number; '' is before all. */
export function compareIds(a: string, b: string): number {
  const [[am, as], [bm, bs]] = [a, b].map((id) => (id === '' ? [-1, 0] : id.split('-').map(Number))) as [number[], number[]];
  return am! - bm! || as! - bs!;
}

/** The fewest entries from one checkpoint to the next, and the most checkpoints: the longer the log, the further they lie apart. */
export const CLOSEST = 5000;
export const MOST = 40;
export const spacingOf = (entries: number): number => Math.max(CLOSEST, Math.ceil(entries / MOST / CLOSEST) * CLOSEST);

/**
 * Which of the places (in order) may go: those before `cut`, from which the way on has been let go, and those closer to the one before
 * than the spacing of so long a log. The first one behind the cut stays, since nothing leads there any more.
 */
export function superfluous(places: readonly Place[], entries: number, cut: string): Place[] {
  const spacing = spacingOf(entries);
  let last: Place | null = null;
  return places.filter((place) => {
    if (compareIds(place.logId, cut) < 0) return true;
    if (last && place.events - last.events < spacing) return true;
    last = place;
    return false;
  });
}
