import { onFloor, slotsOf } from './capacity.js';
import { courseWith, type Draft } from './draft.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';
import type { Model } from './model.js';
import type { AssistRule } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { max, round, sqrt } = Math;

/** The set-up that a customer of `to` waits through when an agent of `from` takes it. */
export function setupSeconds(model: Model, from: number, to: number): number {
  const { policy, channels } = model;
  return policy.setupSeconds[channels[from]?.id ?? '']?.[channels[to]?.id ?? ''] ?? policy.defaultSetupSeconds;
}

/**
 * The rule an assist is ordered with. People of a deferrable channel may go while work waits at home, as long as it stays
 * inside its promise: otherwise a mailbox, which always has something waiting, could never lend anybody. They go when the
 * host's oldest customer has waited a fifth of the promise: during the set-up a customer waits on, so a helper who grabs a
 * fresh contact may make late what a colleague would have answered. People of a live channel, whose way is within the promise
 * (`arrangeAssists` asks no others), go only while nobody waits at home, and at once: what their set-up leaves is soon gone.
 */
export function ruleFor(home: Channel, host: Channel): AssistRule {
  if (!home.deferrable) return { hostOldestSeconds: 0 };
  return { homeWaitSeconds: round(home.promise * 0.6), hostOldestSeconds: round(host.promise * 0.2) };
}

/** Share of their time that the people of a channel can spend on hosts. */
export function spareShare(draft: Draft, home: Channel): number {
  const course = draft.courses[home.index];
  if (!course || (home.deferrable && draft.hot.has(home.index))) return 0;
  if (home.deferrable) return course.longestWait <= 0.6 * home.promise ? 0.85 : 0.2;
  const capacity = max(course.capacity, 1e-6);
  return max(0, 1 - (course.offered + 0.5 * sqrt(course.offered)) / capacity);
}

/** What one assisting agent is worth to a host, and what it costs at home. */
export interface Worth {
  /** Conversations of the host. */
  slots: number;
  /** Share of the agent's time. */
  share: number;
}

export function assistWorth(draft: Draft, agent: Agent, host: Channel): Worth {
  const { model } = draft;
  const home = model.channels[agent.home];
  if (!home) return { slots: 0, share: 0 };
  const setup = setupSeconds(model, agent.home, host.index);
  const spare = spareShare(draft, home);
  const serving = agent.serving === host.index && agent.conversations > 0;
  // An assist that does nothing while the host's customers wait is blocked by its router; do not count on it.
  const idle = agent.assisting.hosts.includes(host.index) && host.oldestWait > host.promise && !serving;
  const share = serving ? max(spare, 0.5) : idle ? 0.4 * spare : spare;
  return { share, slots: slotsOf(model, agent, host.index) * share * (host.handle / (host.handle + setup)) };
}

/**
 * Conversations that a home misses while one of its people assists. A live home lends idle moments only, but a moment lasts a
 * whole conversation; a deferrable home lends working time.
 */
export function drain(model: Model, agent: Agent, share: number): number {
  const home = model.channels[agent.home];
  return home ? slotsOf(model, agent, agent.home) * share * (home.deferrable ? 0.5 : 0.4) : 0;
}

/**
 * Weighted misses that set-ups on the way back cost a live home within the horizon: its next customer waits through each.
 */
export function returnSetupLoss(model: Model, agent: Agent, host: Channel, share: number): number {
  const home = model.channels[agent.home];
  if (!home || home.deferrable) return 0;
  const excursions = (share * model.policy.horizonSeconds) / (host.handle + setupSeconds(model, agent.home, host.index));
  return home.weight * excursions * (setupSeconds(model, host.index, agent.home) >= 0.7 * home.promise ? 0.8 : 0.2);
}

/** Counts what assists in force give to channels in trouble and take from their homes, and predicts those again. */
export function countHelp(draft: Draft): void {
  const { model, help } = draft;
  const changed = new Set<number>();
  for (const agent of model.agents) {
    if (agent.assisting.hosts.length === 0 || !onFloor(agent) || agent.channel !== agent.home) continue;
    const hosts = agent.assisting.hosts.filter((h) => draft.hot.has(h));
    for (const h of hosts) {
      const { slots, share } = assistWorth(draft, agent, model.channels[h] as Channel);
      help[h] = (help[h] ?? 0) + slots / hosts.length;
      help[agent.home] = (help[agent.home] ?? 0) - drain(model, agent, share) / hosts.length;
      changed.add(h).add(agent.home);
    }
  }
  for (const i of changed) draft.courses[i] = courseWith(draft, model.channels[i] as Channel);
}
