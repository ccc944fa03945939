import type { Contribution } from './contributions.js';
import type { Fact } from './fact.js';
import { NOW, UNMAPPED } from './tally.js';

/** Where the term ends: an instant (epoch ms), and the business day that it lies in. */
export interface TermEnd {
  at: number;
  day: string;
}

/**
 * Whether a ticket with these facts, which adds this, may be let go: it has ended, no promise of it is open, no clock of it still runs,
 * and all that was ever said of it or counted for it lies before the end of the term. The present board then has nothing of it, but that
 * it is unmapped where its channel has left the registry.
 */
export const mayLetGo = (facts: readonly Fact[], { amounts, listing, wakeAt }: Contribution, before: TermEnd): boolean =>
  listing !== null &&
  !listing.open &&
  listing.promisedAt === null &&
  wakeAt === null &&
  facts.every(({ at }) => at < before.at) &&
  Object.entries(amounts).every(([bucket, counters]) =>
    bucket === NOW ? Object.keys(counters).every((name) => name === UNMAPPED) : bucket < before.day,
  );
