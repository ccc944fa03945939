// The floor as `plan` wants to see it, from the board, the registry and the agents. Pure.
import type { Channel, ChannelBoard, ChannelType } from '@tideboard/contracts';
import { type AgentFacts, readAgent } from '@tideboard/domain';
import type { AgentSnapshot, ChannelSnapshot, Snapshot } from '@tideboard/rebalance';
import type { AgentHistory } from './history.js';

/** What the registry does not know of a channel: usual values of the field, corrected by the samples as they come in. */
const BY_TYPE: Record<ChannelType, { handleSeconds: number; patienceSeconds: number | null; slowdown: number }> = {
  phone: { handleSeconds: 300, patienceSeconds: 180, slowdown: 0 },
  web_chat: { handleSeconds: 480, patienceSeconds: 300, slowdown: 0.15 },
  app_chat: { handleSeconds: 480, patienceSeconds: 300, slowdown: 0.15 },
  social: { handleSeconds: 420, patienceSeconds: null, slowdown: 0.1 },
  email: { handleSeconds: 600, patienceSeconds: null, slowdown: 0 },
  offline: { handleSeconds: 600, patienceSeconds: 1200, slowdown: 0 },
};

export interface NamedAgent extends AgentSnapshot {
  name: string | null;
  /** Why the automation lends this one to nobody. */
  kept?: 'newcomer' | 'no_loans' | null;
}

/** A snapshot that also knows what people call its agents. */
export interface NamedSnapshot extends Omit<Snapshot, 'agents' | 'channels'> {
  channels: ChannelSnapshot[];
  agents: NamedAgent[];
}

/** What people call an agent; null where nobody ever said. */
export function namesIn({ agents }: Pick<NamedSnapshot, 'agents'>): (agent: string) => string | null {
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? null;
}

export interface Samples {
  arrivals: NonNullable<ChannelSnapshot['arrivals']>;
  /** The latest handle times, seconds. */
  handled: number[];
}

export interface ChannelInput {
  channel: Channel;
  board: ChannelBoard | undefined;
  samples: Samples;
  observedSeconds: number;
  minStaff: number | undefined;
}

/** Customers who left, that the usual patience of a channel's type weighs as much as. */
const USUAL_WEIGHT = 8;

/**
 * Mean patience by the day's waits: whoever waits leaves at a constant rate, so patience is the time waited by everybody for
 * each customer who left (Mandelbaum & Zeltyn 2007). By everybody: those who wait now have not left either, and to leave them out would
 * foresee in the first minutes of a surge that it goes home by itself. Where customers do not wait on a line, nobody leaves it: null.
 */
export function patienceOf(type: ChannelType, board: ChannelBoard | undefined): number | null {
  const usual = BY_TYPE[type].patienceSeconds;
  if (usual === null || !board) return usual;
  const { completedToday, inProgress, abandonedToday, avgResponseSeconds, pending, longestWaitSeconds } = board;
  const waited = (completedToday + inProgress + abandonedToday) * (avgResponseSeconds ?? 0);
  // Their ages are taken as even between the oldest and zero.
  const waiting = (pending * (longestWaitSeconds ?? 0)) / 2;
  return (waited + waiting + USUAL_WEIGHT * usual) / (abandonedToday + USUAL_WEIGHT);
}

/** One channel; figures that nobody vouches for are null. */
export function channelSnapshot({ channel, board, samples, observedSeconds, minStaff }: ChannelInput): ChannelSnapshot {
  const { handleSeconds, slowdown } = BY_TYPE[channel.type];
  const closed = board?.status === 'closed';
  // A silent source's zeros are nobody's word.
  const known = board !== undefined && board.fed && board.status !== 'no_data';
  const { handled } = samples;
  return {
    id: channel.id,
    deferrable: channel.deferrable,
    // After hours nobody is meant to answer: what waits there waits until tomorrow and draws nobody.
    pending: known ? (closed ? 0 : board.pending) : null,
    oldestWaitSeconds: known ? (closed ? 0 : board.longestWaitSeconds) : null,
    inProgress: known ? board.inProgress : null,
    arrivals: known ? samples.arrivals : null,
    observedSeconds,
    avgHandleSeconds: handled.length > 0 ? handled.reduce((sum, seconds) => sum + seconds, 0) / handled.length : null,
    handleSamples: handled.length,
    timeoutsToday: board?.timeoutsToday ?? null,
    timeoutRate: board?.timeoutRate ?? null,
    abandonedToday: board?.abandonedToday ?? null,
    responseSeconds: channel.targets.responseSeconds,
    serviceLevelTarget: channel.targets.serviceLevel,
    weight: channel.weight,
    minStaff: closed ? 0 : (minStaff ?? channel.minStaff),
    concurrency: channel.concurrency,
    slowdown: channel.concurrency > 1 ? slowdown : 0,
    configuredHandleSeconds: handleSeconds,
    patienceSeconds: patienceOf(channel.type, board),
  };
}

export interface AgentInput {
  id: string;
  facts: AgentFacts;
  history: AgentHistory | undefined;
  channels: ReadonlySet<string>;
  now: number;
}

/** One agent; a skill is the id of a channel, and everybody can do their home. Null while no channel was ever named. */
export function agentSnapshot({ id, facts, history, channels, now }: AgentInput): NamedAgent | null {
  const view = readAgent(facts, now);
  if (view.home === undefined || view.channel === undefined) return null;
  const skills = [view.home, ...(view.skills ?? [])].filter((skill) => channels.has(skill));
  const conversations = view.conversations ?? 0;
  return {
    id,
    name: view.name ?? null,
    home: view.home,
    channel: view.channel,
    kept: view.loans === false ? 'no_loans' : view.newcomer ? 'newcomer' : null,
    skills: Object.fromEntries(skills.map((skill) => [skill, view.speeds?.[skill] ?? 1])),
    state: view.state ?? 'offline',
    conversations,
    capacity: view.capacity ?? null,
    serving: conversations > 0 ? view.channel : null,
    lastMoveAt: history?.lastMoveAt ?? null,
    movesToday: history?.movesToday ?? 0,
    assists: history?.assists ?? [],
    lastAssistAt: history?.lastAssistAt ?? null,
    assistsToday: history?.assistsToday ?? 0,
    shiftEndsAt: view.shiftEndsAt ?? null,
  };
}

/** The floor as the plan may use it: whoever is kept has no skill but for home. */
export const forPlan = <S extends NamedSnapshot>(snapshot: S): S => ({
  ...snapshot,
  agents: snapshot.agents.map((agent) =>
    agent.kept
      ? { ...agent, skills: Object.fromEntries(Object.entries(agent.skills ?? {}).filter(([id]) => id === agent.home)) }
      : agent,
  ),
});
