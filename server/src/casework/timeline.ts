// What happened to a ticket, event by event. Pure.
import type { CloudEvent, TimelineEntry } from '@tideboard/contracts';
import { type Fact, readTicket } from '@tideboard/domain';
import { maskValue } from '../privacy/personal.js';
import { iso, personOf } from './ticket-views.js';

export interface Told {
  facts: readonly Fact[];
  /** The events behind the facts, in their order. */
  events: readonly (CloudEvent | null)[];
  /** The reader's own ticket? Of others no words and no names are told. */
  own: boolean;
}

/** The ticket's events that have come to pass, in the order that rules R1 and R2 give them. */
export function timelineOf(
  ticket: string,
  { facts, events, own }: Told,
  { now, dataKey }: { now: number; dataKey: Buffer },
): TimelineEntry[] {
  const eventOf = new Map(facts.map((fact, i) => [fact, events[i] ?? null]));
  const ordered = readTicket(facts, now)?.facts ?? facts.filter((fact) => fact.at <= now);
  let channel: string | null = null;
  return ordered.map((fact): TimelineEntry => {
    const { id, source, type, at } = fact;
    channel = fact.channel ?? channel;
    const event = eventOf.get(fact) ?? null;
    const entry = { ticket, id, source, type, at: iso(at), channel };
    if (!own) return { ...entry, agent: null, data: outlineOf(fact), limited: true };
    return { ...entry, agent: fact.agent ?? null, data: event && dataOf(event, dataKey) };
  });
}

function dataOf(event: CloudEvent, dataKey: Buffer): Record<string, unknown> {
  const { customer, ...rest } = (event.data ?? {}) as Record<string, unknown> & { customer?: Record<string, unknown> | null };
  const { actor } = event as { actor?: unknown };
  const shown = maskValue(rest) as Record<string, unknown>;
  if (typeof actor === 'string') shown['actor'] = actor;
  if (!customer) return shown;
  return { ...shown, customer: { ref: customer['ref'] ?? null, tier: customer['tier'] ?? null, ...personOf(event, dataKey) } };
}

/** Enough to see that a customer has asked already, and how it went. */
function outlineOf({ kind, priority, level, score, dueAt }: Fact): Record<string, unknown> {
  const told = { kind, priority, level, score, dueAt: dueAt === undefined ? undefined : iso(dueAt) };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
