// What the store must hold, computed in memory from the multiset alone: no order, no batches, no Redis.
import {
  agentContribution,
  type AgentFact,
  type Contribution,
  compilePolicy,
  contributionOf,
  type Fact,
  type Listing,
  mergeAgent,
  mergeFacts,
  type PolicyVersion,
} from '@tideboard/domain';
import type { AcceptedEvent } from '../../../server/src/tickets/accepted-event.js';
import { keys } from '../../../server/src/platform/redis/index.js';
import { type FloorState, sorted } from './stored-floor.js';

export function oracle(events: readonly AcceptedEvent[], versions: PolicyVersion[], now: number): FloorState {
  const policy = compilePolicy(versions);
  const tickets = group(events, 'ticket', ({ type, at, source, id, data }): Fact => ({ type, at, source, id, ...data }));
  const agents = group(
    events,
    'agent',
    ({ at, source, id, fields }): AgentFact => ({ type: 'agent.changed', at, source, id, fields }),
  );
  const ticketFacts = [...tickets].map(([id, facts]): [string, Fact[]] => [id, mergeFacts([], facts)]);
  const agentFacts = [...agents].map(([id, facts]) => [id, mergeAgent({ facts: [], ever: [] }, facts, now)] as const);
  const contributions = [
    ...ticketFacts.map(([id, facts]) => [`t:${id}`, contributionOf(facts, policy, now)] as const),
    ...agentFacts.map(([id, facts]) => [`a:${id}`, agentContribution(facts, policy, now)] as const),
  ];
  return {
    counters: sumOf(contributions.map(([, contribution]) => contribution)),
    waiting: sorted(
      contributions.flatMap(([id, { waiting }]): [string, number][] =>
        waiting ? [[`${waiting.channel} ${id.slice(2)}`, waiting.since]] : [],
      ),
    ),
    wake: sorted(contributions.flatMap(([id, { wakeAt }]): [string, number][] => (wakeAt === null ? [] : [[id, wakeAt]]))),
    listed: sorted(contributions.flatMap(([id, { listing }]) => (listing ? listed(id.slice(2), listing) : []))),
    tickets: sorted(ticketFacts),
    agents: sorted(agentFacts.map(([id, facts]) => [id, facts])),
    ...heard(events, now),
    logged: events.length,
  };
}

function listed(id: string, { createdAt, customer, open, dueAt, promisedAt, answeredAt }: Listing): [string, number][] {
  return [
    [`${keys.ticketsByCreation} ${id}`, createdAt],
    ...(open ? [[`${keys.ticketsByDue} ${id}`, dueAt ?? Infinity] satisfies [string, number]] : []),
    ...(promisedAt === null ? [] : [[`${keys.ticketsByPromise} ${id}`, promisedAt] satisfies [string, number]]),
    ...(answeredAt === null ? [] : [[`${keys.ticketsByAnswer} ${id}`, answeredAt] satisfies [string, number]]),
    ...(customer === null ? [] : [[`${keys.ticketsByCustomer} ${JSON.stringify(customer)}${id}`, 0] satisfies [string, number]]),
  ];
}

function heard(events: readonly AcceptedEvent[], now: number): Pick<FloorState, 'fed' | 'sources'> {
  const past = events.flatMap((event) => (event.to !== 'log' && event.at <= now ? [event] : []));
  const sources = new Map<string, number>();
  for (const { source, at } of past) sources.set(source, Math.max(sources.get(source) ?? at, at));
  const fed = new Set(past.flatMap((event) => (event.to === 'agent' ? event.fields.channel : event.data.channel) ?? []));
  return { sources: sorted(sources), fed: [...fed].sort() };
}

function group<To extends 'ticket' | 'agent', F>(
  events: readonly AcceptedEvent[],
  to: To,
  toFact: (event: AcceptedEvent & { to: To }) => F,
): Map<string, F[]> {
  const groups = new Map<string, F[]>();
  for (const event of events) {
    if (event.to !== to) continue;
    const known = event as AcceptedEvent & { to: To; subject: string };
    groups.set(known.subject, [...(groups.get(known.subject) ?? []), toFact(known)]);
  }
  return groups;
}

function sumOf(contributions: readonly Contribution[]): FloorState['counters'] {
  const sum = new Map<string, number>();
  for (const { amounts } of contributions)
    for (const [bucket, counters] of Object.entries(amounts))
      for (const [name, amount] of Object.entries(counters)) {
        const key = `${bucket} ${name}`;
        sum.set(key, (sum.get(key) ?? 0) + amount);
      }
  return sorted([...sum].filter(([, amount]) => amount !== 0));
}
