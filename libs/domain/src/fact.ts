import type { EventData, EventType } from '@tideboard/contracts';
import { compareFacts, type Ordered } from './order.js';

export type TicketEventType = Exclude<EventType, 'agent.changed'>;

/** What the rules need to know of one event of a ticket. Absent means that the upstream did not say. */
export interface FactData {
  channel?: string;
  agent?: string;
  team?: string;
  kind?: NonNullable<EventData<'ticket.created'>['kind']>;
  priority?: NonNullable<EventData<'ticket.created'>['priority']>;
  tier?: NonNullable<NonNullable<EventData<'ticket.created'>['customer']>['tier']>;
  /** Epoch milliseconds. */
  dueAt?: number;
  level?: number;
  score?: number;
  promise?: string;
  /** The customer's reference, which names nobody outside. */
  customer?: string;
  /** What the work asks of whoever does it. */
  skills?: string[];
  /** Of a flag, 1..3. */
  severity?: number;
  topic?: string;
  /** The beginning of it: what the site's rules tell a topic from. */
  summary?: string;
}

export interface Fact extends Ordered, FactData {
  type: TicketEventType;
}

/**
 * A ticket is the set of its facts, kept sorted; an event is known by (source, id). Union is commutative, associative and idempotent,
 * which is all that "any order, any duplicates" needs. Every fact is kept: a late `reopened` can make the second start of one cycle
 * the first of another, so no fact is ever safely forgotten.
 */
export function mergeFacts(known: readonly Fact[], arrived: readonly Fact[]): Fact[] {
  const seen = new Set(known.map(key));
  const fresh = arrived.filter((fact) => {
    const k = key(fact);
    return !seen.has(k) && seen.add(k);
  });
  return fresh.length === 0 ? [...known] : [...known, ...fresh].sort(compareFacts);
}

const key = (fact: Fact): string => `${fact.source}\n${fact.id}`;
