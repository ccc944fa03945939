import { canSpareOne, choose, courseWith, type Draft, full } from './draft.js';
import { moveBinding } from './eligible.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';

/** Does the channel need its own people back? Asked before it is late: they need a while to come. */
function needsItsPeople(draft: Draft, home: Channel): boolean {
  // What a deferrable home lends by assists comes back by their rule as soon as it is short of time itself.
  const lentByRule = home.deferrable ? Math.max(0, -(draft.help[home.index] ?? 0)) : 0;
  const course = courseWith(draft, home, lentByRule, 0.25);
  if (home.deferrable)
    return Math.max(home.oldestWait, course.longestWait) > 0.8 * home.promise || course.serviceLevel < home.target;
  return course.serviceLevel < home.target - 0.05;
}

/** People on loan who may change channel now, by their home. */
function awayByHome(draft: Draft): Map<number, Agent[]> {
  const away = new Map<number, Agent[]>();
  for (const a of draft.model.agents) {
    if (a.home < 0 || a.channel === a.home || draft.touched.has(a.index) || moveBinding(draft.model, a, a.home)) continue;
    const known = away.get(a.home);
    if (known) known.push(a);
    else away.set(a.home, [a]);
  }
  return away;
}

/** Idle people first, then those longest away. */
function order(a: Agent, b: Agent): number {
  return a.conversations - b.conversations || a.lastMoveAt - b.lastMoveAt || a.index - b.index;
}

/**
 * Ends assists of people who serve a host although a customer of theirs at home is about to be late. Their rule should have
 * kept them; a router that reads it otherwise must not cost the home its promise. Ending more would only cost orders.
 */
function endAssists(draft: Draft, home: Channel): void {
  if (!home.deferrable || home.oldestWait <= 0.85 * home.promise) return;
  for (const agent of draft.model.agents) {
    if (full(draft)) return;
    const serving = agent.conversations > 0 && agent.assisting.hosts.includes(agent.serving);
    if (agent.home !== home.index || agent.channel !== home.index || !serving || draft.touched.has(agent.index)) continue;
    if (agent.ordered || agent.frozen || !agent.settled) continue;
    choose(draft, { action: 'end-assist', agent, from: home.index, to: agent.serving, reason: 'assist-hurts-home' });
  }
}

/**
 * A home in need takes its own people back, even from a host that is in trouble: lending is only safe for a donor who may
 * end it. Without this right one surge after another drains a channel whose every single loan looked harmless.
 */
export function recall(draft: Draft): void {
  const away = awayByHome(draft);
  for (const home of draft.model.channels) {
    for (const agent of away.get(home.index)?.sort(order) ?? []) {
      if (full(draft) || !needsItsPeople(draft, home)) break;
      const host = draft.model.channels[agent.channel];
      if (host && !canSpareOne(draft, host)) continue;
      choose(draft, { action: 'return', agent, from: agent.channel, to: home.index, reason: 'home-needs-agent' });
    }
    endAssists(draft, home);
  }
}
