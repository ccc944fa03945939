import type { Channel } from './channel.js';
import { courseWith, type Draft } from './draft.js';
import { setupSeconds } from './help.js';
import type { Model } from './model.js';

/** What a home may lose of its service level to a neighbour. */
const tolerance = 0.05;

/**
 * Two live channels so near that a helper comes, and comes back, within the promise. One can then help the other also when it
 * is short of its own target: whoever is idle while nobody waits at home takes a customer who finds nobody free. On small teams
 * that is most of what pooling gives (Wallace & Whitt 2004: two skills per agent do nearly what all do), and a donor that may
 * not lend unless it could miss a whole person would never lend.
 */
export function areNeighbours(model: Model, a: Channel, b: Channel): boolean {
  if (a.deferrable || b.deferrable) return false;
  return setupSeconds(model, a.index, b.index) <= b.promise && setupSeconds(model, b.index, a.index) <= a.promise;
}

/** Does the home keep what it has, all but a little, with so many of its idle conversations lent? */
export function staysAsGood(draft: Draft, home: Channel, lent: number): boolean {
  const before = courseWith(draft, home, 0, 0.5).serviceLevel;
  return courseWith(draft, home, -lent, 0.5).serviceLevel >= before - tolerance;
}
