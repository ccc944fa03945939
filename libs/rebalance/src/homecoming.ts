import { onFloor, slotsOf } from './capacity.js';
import { canSpareOne, choose, courseWith, type Draft, full } from './draft.js';
import { moveBinding } from './eligible.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';

function hostHoldsWithout(draft: Draft, host: Channel, agent: Agent): boolean {
  if (host.pending > Math.max(1, 0.1 * (draft.courses[host.index]?.capacity ?? 0))) return false;
  const after = courseWith(draft, host, -slotsOf(draft.model, agent, host.index), 0.5);
  return after.serviceLevel >= Math.min(host.target + 0.1, (1 + host.target) / 2);
}

/** Brings loans home, the oldest first, once their host will hold without them; the release level lies above the trigger. */
export function bringHome(draft: Draft): void {
  const { model } = draft;
  const loans = model.agents
    .filter((a) => onFloor(a) && a.home >= 0 && a.channel !== a.home && !draft.touched.has(a.index))
    .filter((a) => (model.now - a.lastMoveAt) / 1000 >= model.policy.minLoanSeconds && moveBinding(model, a, a.home) === null)
    .sort((a, b) => a.lastMoveAt - b.lastMoveAt || a.index - b.index);
  for (const agent of loans) {
    if (full(draft)) return;
    const host = model.channels[agent.channel];
    if (host && canSpareOne(draft, host) && hostHoldsWithout(draft, host, agent)) {
      choose(draft, { action: 'return', agent, from: host.index, to: agent.home, reason: 'host-recovered' });
    }
  }
}
