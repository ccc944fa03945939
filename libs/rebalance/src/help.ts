import { onFloor, slotsOf } from './capacity.js';
import type { Agent, Channel, Model } from './model.js';
import type { Draft } from './draft.js';
import type { AssistRule } from './types.js';

/** The set-up that a customer of `to` waits through when an agent of `from` takes it. */
export function setupSeconds(model: Model, from: number, to: number): number {
  const { policy, channels } = model;
  return policy.setupSeconds[channels[from]?.id ?? '']?.[channels[to]?.id ?? ''] ?? policy.defaultSetupSeconds;
}

/**
 * The rule an assist is ordered with. People of a deferrable channel may go while work waits at home, as long as it stays
 * well inside its promise: otherwise a mailbox, which always has something waiting, could never lend anybody. People of a
 * live channel go only while nobody waits at home. Nobody goes before the host's customers have waited a while: during the
 * set-up the customer waits on, so a helper who grabs a fresh contact often makes late what a colleague would have answered.
 */
export function ruleFor(home: Channel, host: Channel): AssistRule {
  const hostOldestSeconds = Math.round(host.promise * (host.deferrable ? 0.3 : 0.35));
  return home.deferrable ? { homeWaitSeconds: Math.round(home.promise * 0.45), hostOldestSeconds } : { hostOldestSeconds };
}

/** Share of their time that the people of a channel can spend on hosts. */
export function spareShare(draft: Draft, home: Channel): number {
  const course = draft.courses[home.index];
  if (!course || draft.hot.has(home.index)) return 0;
  if (home.deferrable) return course.longestWait <= 0.6 * home.promise ? 0.85 : 0.2;
  const capacity = Math.max(course.capacity, 1e-6);
  return Math.max(0, 1 - (course.offered + 0.5 * Math.sqrt(course.offered)) / capacity);
}

/** Conversations of a host that one assisting agent is worth. */
export function assistWorth(draft: Draft, agent: Agent, host: Channel): number {
  const { model } = draft;
  const home = model.channels[agent.home];
  if (!home) return 0;
  const setup = setupSeconds(model, agent.home, host.index);
  const share = spareShare(draft, home) * (host.handle / (host.handle + setup));
  const serving = agent.serving === host.index && agent.conversations > 0;
  // An assist that does nothing while the host's customers wait is blocked by its router; do not count on it.
  const idle = agent.assists.includes(host.index) && host.oldestWait > host.promise && !serving;
  return slotsOf(model, agent, host.index) * (serving ? Math.max(share, 0.5) : idle ? 0.4 * share : share);
}

/** Counts the help that assists in force give to channels in trouble, and predicts those channels again. */
export function countHelp(draft: Draft): void {
  for (const agent of draft.model.agents) {
    if (!onFloor(agent) || agent.channel !== agent.home) continue;
    const hosts = agent.assists.filter((h) => draft.hot.has(h));
    for (const h of hosts) {
      draft.help[h] = (draft.help[h] ?? 0) + assistWorth(draft, agent, draft.model.channels[h] as Channel) / hosts.length;
    }
  }
}
