import { EVENT_TYPES } from '@tideboard/contracts';
import type {
  AgentFact,
  AgentFacts,
  AgentSince,
  Contribution,
  Fact,
  FactData,
  Listing,
  TicketEventType,
} from '@tideboard/domain';

/**
 * What the store holds of a ticket or an agent: its facts, and what they added to the counters when it was last written. Without the
 * latter an event could not take back what was counted under other rules, another policy or another hour.
 */
export interface StoredRecord<F> {
  /** 0 for one that does not exist yet; every write raises it. */
  version: number;
  facts: F;
  applied: Contribution;
}

/** `letGoAt` (epoch ms): its term was over. The record says nothing else any more, but that nobody may take the ticket for a new one. */
export type TicketRecord = StoredRecord<Fact[]> & { letGoAt?: number };
export type AgentRecord = StoredRecord<AgentFacts> & { since?: AgentSince };

const NOTHING: Contribution = { amounts: {}, waiting: null, arrived: null, handled: null, listing: null, wakeAt: null };
export const newTicket = (): TicketRecord => ({ version: 0, facts: [], applied: NOTHING });
export const newAgent = (): AgentRecord => ({ version: 0, facts: { facts: [], ever: [] }, applied: NOTHING });

export type PackedFact = [rank: number, at: number, source: string, id: string, data?: FactData];

/**
 * `version|json`: the commit script reads the version from the front without parsing the rest. Of a ticket that was let go only the
 * instant is left, in seconds: millions of them stay for ever.
 */
export const packTicket = ({ version, facts, applied, letGoAt }: TicketRecord): string =>
  letGoAt === undefined
    ? `${version}|${JSON.stringify({ f: facts.map(packFact), ...packApplied(applied) })}`
    : `${version}|${Math.floor(letGoAt / 1000)}`;

export const packAgent = ({ version, facts, applied, since }: AgentRecord): string =>
  `${version}|${JSON.stringify({ f: facts.facts.map((fact) => [fact.at, fact.source, fact.id, fact.fields]), e: facts.ever, s: since, ...packApplied(applied) })}`;

export function unpackTicket(stored: string): TicketRecord {
  const { version, body } = split<{ f: PackedFact[] } | number>(stored);
  if (typeof body === 'number') return { ...newTicket(), version, letGoAt: body * 1000 };
  return { version, facts: body.f.map(unpackFact), applied: unpackApplied(body) };
}

export function unpackAgent(stored: string): AgentRecord {
  const { version, body } = split<{ f: [number, string, string, AgentFact['fields']][]; e: string[]; s?: AgentSince }>(stored);
  const facts = body.f.map(([at, source, id, fields]): AgentFact => ({ type: 'agent.changed', at, source, id, fields }));
  return { version, facts: { facts, ever: body.e }, applied: unpackApplied(body), ...(body.s ? { since: body.s } : {}) };
}

interface PackedApplied {
  a: Contribution['amounts'];
  w?: [channel: string, since: number];
  r?: [channel: string, at: number];
  h?: [channel: string, at: number, ms: number];
  l?: [
    createdAt: number,
    open: 0 | 1,
    dueAt: number | null,
    promisedAt: number | null,
    customer: string | null,
    answeredAt?: number | null,
  ];
  n?: number;
}

const packApplied = ({ amounts, waiting, arrived, handled, listing, wakeAt }: Contribution): PackedApplied => ({
  a: amounts,
  ...(waiting ? { w: [waiting.channel, waiting.since] } : {}),
  ...(arrived ? { r: [arrived.channel, arrived.at] } : {}),
  ...(handled ? { h: [handled.channel, handled.at, handled.ms] } : {}),
  ...(listing ? { l: packListing(listing) } : {}),
  ...(wakeAt === null ? {} : { n: wakeAt }),
});

const unpackApplied = ({ a, w, r, h, l, n }: PackedApplied): Contribution => ({
  amounts: a,
  waiting: w ? { channel: w[0], since: w[1] } : null,
  arrived: r ? { channel: r[0], at: r[1] } : null,
  handled: h ? { channel: h[0], at: h[1], ms: h[2] } : null,
  listing: l
    ? { createdAt: l[0], customer: l[4], open: l[1] === 1, dueAt: l[2], promisedAt: l[3], answeredAt: l[5] ?? null }
    : null,
  wakeAt: n ?? null,
});

const packListing = ({ createdAt, customer, open, dueAt, promisedAt, answeredAt }: Listing): NonNullable<PackedApplied['l']> => [
  createdAt,
  open ? 1 : 0,
  dueAt,
  promisedAt,
  customer,
  answeredAt,
];

export function packFact({ type, at, source, id, ...data }: Fact): PackedFact {
  const rank = EVENT_TYPES.indexOf(type);
  return Object.keys(data).length > 0 ? [rank, at, source, id, data] : [rank, at, source, id];
}

export const unpackFact = ([rank, at, source, id, data]: PackedFact): Fact => ({
  type: EVENT_TYPES[rank] as TicketEventType,
  at,
  source,
  id,
  ...data,
});

type Packed<T> = T extends object ? T & PackedApplied : T;

function split<T>(stored: string): { version: number; body: Packed<T> } {
  const bar = stored.indexOf('|');
  return { version: Number(stored.slice(0, bar)), body: JSON.parse(stored.slice(bar + 1)) as Packed<T> };
}
