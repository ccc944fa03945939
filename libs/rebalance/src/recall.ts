import { canSpareOne, choose, courseWith, type Draft, full } from './draft.js';
import { moveBinding } from './eligible.js';
import type { Agent, Channel } from './model.js';

/** Does the channel need its own people back? Asked before it is late: they need a while to come. */
function needsItsPeople(draft: Draft, home: Channel): boolean {
  const course = courseWith(draft, home, 0, home.deferrable ? 0.75 : 0.25);
  if (home.deferrable)
    return Math.max(home.oldestWait, course.longestWait) > 0.8 * home.promise || course.serviceLevel < home.target;
  return course.serviceLevel < home.target - 0.05;
}

function away(draft: Draft, home: Channel): Agent[] {
  return draft.model.agents.filter(
    (a) =>
      a.home === home.index &&
      a.channel !== home.index &&
      !draft.touched.has(a.index) &&
      moveBinding(draft.model, a, home.index) === null,
  );
}

/** Idle people first, then those longest away. */
function order(a: Agent, b: Agent): number {
  return a.conversations - b.conversations || a.lastMoveAt - b.lastMoveAt || a.index - b.index;
}

/**
 * A home in need takes its own people back, even from a host that is in trouble: lending is only safe for a donor who may
 * end it. Without this right one surge after another drains a channel whose every single loan looked harmless.
 */
export function recall(draft: Draft): void {
  for (const home of draft.model.channels) {
    for (const agent of away(draft, home).sort(order)) {
      if (full(draft) || !needsItsPeople(draft, home)) break;
      const host = draft.model.channels[agent.channel];
      if (host && !canSpareOne(draft, host)) continue;
      choose(draft, { action: 'return', agent, from: agent.channel, to: home.index, reason: 'home-needs-agent' });
    }
  }
}
