// Whose work a batch touches: their pages are told that something of theirs has changed, in the commit that changes it.
import { channels as feeds } from '../platform/redis/index.js';
import type { Change } from './decide.js';
import type { Operation } from './operation.js';

/** Everybody who ever had one of the tickets or gave their word on it: who has just lost one is to know as well. */
export function nudges(changes: readonly Change[]): Operation[] {
  const agents = new Set(
    changes.flatMap((change) => (change.kind === 'agent' ? [change.id] : change.after.facts.flatMap(({ agent }) => agent ?? []))),
  );
  return agents.size > 0 ? [['PUBLISH', feeds.agents, JSON.stringify([...agents])]] : [];
}
