import type { AGENT_CLEARABLE, EventData } from '@tideboard/contracts';
import type { Contribution } from './contributions.js';
import { compareFacts, type Ordered } from './order.js';
import type { Policy } from './policy.js';
import { Tally } from './tally.js';

type Reported = EventData<'agent.changed'>;
type Known<T> = { [K in keyof T]?: NonNullable<T[K]> };

type Clearable = (typeof AGENT_CLEARABLE)[number];
type Said = Omit<Known<Reported>, 'shiftEndsAt' | 'clear'> & { shiftEndsAt?: number };

/** What one `agent.changed` said; `shiftEndsAt` in epoch ms, null what it cleared. */
export type AgentFields = { [K in keyof Said]: K extends Clearable ? Said[K] | null : Said[K] };
export interface AgentFact extends Ordered {
  type: 'agent.changed';
  fields: AgentFields;
}

/** An agent is what the latest event said of each field, and where the earliest one put them (rule R12). */
export interface AgentFacts {
  /** Facts that still say something: the latest past one of each field, every future one, the earliest that names a channel. */
  facts: AgentFact[];
  /** Channels on which the agent has ever been reported, in order of name. */
  ever: string[];
}

/** An agent as of an instant; without `home` while no channel was ever named. */
export type AgentView = Said;

/** Merges what arrived and forgets what can no longer matter. Order and repeats make no difference. */
export function mergeAgent(known: AgentFacts, arrived: readonly AgentFact[], now: number): AgentFacts {
  const all = [...known.facts, ...arrived].sort(compareFacts);
  const past = all.filter((fact) => fact.at <= now);
  const latest = new Map<string, AgentFact>();
  for (const fact of past) for (const field of Object.keys(fact.fields)) latest.set(field, fact);
  const keep = new Set([...latest.values(), ...all.filter((fact) => fact.at > now)]);
  const first = past.find((fact) => fact.fields.channel !== undefined);
  if (first) keep.add(first);
  const named = past.flatMap((fact) => fact.fields.channel ?? []);
  return { facts: unique(all.filter((fact) => keep.has(fact))), ever: [...new Set([...known.ever, ...named])].sort() };
}

const unique = (sorted: AgentFact[]): AgentFact[] =>
  sorted.filter((fact, i) => i === 0 || fact.source !== sorted[i - 1]!.source || fact.id !== sorted[i - 1]!.id);

/** What is known of an agent at `now`. */
export function readAgent({ facts }: AgentFacts, now: number): AgentView {
  const past = facts.filter((fact) => fact.at <= now);
  const { home: told, ...fields } = past.reduce<AgentFields>((view, fact) => ({ ...view, ...fact.fields }), {});
  const home = told ?? past.find((fact) => fact.fields.channel !== undefined)?.fields.channel;
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as AgentView;
  return home === undefined ? known : { ...known, home };
}

/** Since when (epoch ms) an agent is in this state and on this channel. */
export interface AgentSince {
  state?: number;
  channel?: number;
}

/**
 * Since when the state and the channel are what they are, from what was known and what is known now. For the eye only and outside the
 * facts: to be the same in every order, each repeated word of an agent would have to be kept.
 */
export function sinceOf(known: { facts: AgentFacts; since: AgentSince }, facts: AgentFacts, now: number): AgentSince {
  const [before, after] = [readAgent(known.facts, now), readAgent(facts, now)];
  const latest = (field: 'state' | 'channel'): number | undefined =>
    facts.facts.findLast((fact) => fact.at <= now && fact.fields[field] !== undefined)?.at;
  const of = (field: 'state' | 'channel'): number | undefined =>
    before[field] === after[field] ? (known.since[field] ?? latest(field)) : latest(field);
  const [state, channel] = [of('state'), of('channel')];
  return { ...(state === undefined ? {} : { state }), ...(channel === undefined ? {} : { channel }) };
}

/** What an agent adds to the board: people, on the channel where they are now. */
export function agentContribution(agent: AgentFacts, policy: Policy, now: number): Contribution {
  const tally = new Tally(policy);
  for (const channel of agent.ever) tally.gauge('agentsEver', channel);
  const { state, channel, home } = readAgent(agent, now);
  if (channel !== undefined && state !== undefined && state !== 'offline') {
    tally.gauge('agentsOnline', channel);
    if (state === 'available') tally.gauge('agentsAvailable', channel);
    if (state === 'busy' || state === 'wrap_up') tally.gauge('agentsBusy', channel);
    if (channel !== home) {
      tally.gauge('agentsOnLoan', channel);
      if (home !== undefined) tally.gauge('agentsLent', home);
    }
  }
  return {
    amounts: tally.amounts,
    waiting: null,
    arrived: null,
    handled: null,
    listing: null,
    wakeAt: agent.facts.find((fact) => fact.at > now)?.at ?? null,
  };
}
