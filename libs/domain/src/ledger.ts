import { contribute } from './contributions.js';
import type { Fact } from './fact.js';
import type { Policy } from './policy.js';
import { type DatedEntry, Tally } from './tally.js';

/** A dated amount, and by what history cuts it besides: the ticket's kind and topic, and who held the ticket then. Null is not known. */
export interface LedgerEntry extends DatedEntry {
  kind: string | null;
  topic: string | null;
  agent: string | null;
  team: string | null;
}

/** Facts that say in whose hands a ticket is; the agent of a promise only gave their word. */
const HOLDING: readonly Fact['type'][] = ['ticket.assigned', 'ticket.started', 'ticket.transferred'];

/**
 * The dated amounts of `contributionOf`, one by one: the same function counts them, so whatever they are summed by, the sums agree with
 * the board. As on channels (rule R7), a count belongs to the agent and team that held the ticket at its instant.
 */
export function ledgerOf(facts: readonly Fact[], policy: Policy, now: number): LedgerEntry[] {
  const entries: DatedEntry[] = [];
  contribute(facts, { policy, now, tally: new Tally(policy, (entry) => entries.push(entry)) });
  const created = facts.find(({ type }) => type === 'ticket.created');
  const about = { kind: created?.kind ?? null, topic: created ? policy.topicOf(created) : null };
  const held = facts.filter(({ type }) => HOLDING.includes(type));
  const lastSaid = (field: 'agent' | 'team', at: number): string | null =>
    held.findLast((fact) => fact.at <= at && fact[field] !== undefined)?.[field] ?? null;
  return entries.map((entry) => ({ ...entry, ...about, agent: lastSaid('agent', entry.at), team: lastSaid('team', entry.at) }));
}
