import { onFloor, slotsOf } from './capacity.js';
import { canSpareOne, choose, courseWith, type Draft, full } from './draft.js';
import { moveBinding } from './eligible.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';

/** Above the level that calls for help, so that nothing flaps between the two. */
const releaseOf = (host: Channel) => Math.min(host.target + 0.1, (1 + host.target) / 2);

function hostHoldsWithout(draft: Draft, host: Channel, agent: Agent): boolean {
  if (host.pending > Math.max(1, 0.1 * (draft.courses[host.index]?.capacity ?? 0))) return false;
  const after = courseWith(draft, host, -slotsOf(draft.model, agent, host.index), 0.5);
  return after.serviceLevel >= releaseOf(host);
}

/**
 * Least times of a loan that an assist stands. Unused it costs nothing, its rule protects its home, and the next wave finds it
 * in place; ending it sooner was measured to cost orders and to save nobody a wait.
 */
const loansPerAssist = 4;

/** Does the host hold without anybody's help, with room to spare? */
function hostIsCalm(draft: Draft, host: Channel): boolean {
  if (draft.hot.has(host.index) || (draft.help[host.index] ?? 0) > 0) return false;
  return host.pending === 0 && courseWith(draft, host, 0, 0.5).serviceLevel >= releaseOf(host);
}

/** Ends assists that have stood long and whose host has recovered. Who is serving the host's customers is left to it. */
export function endAssists(draft: Draft): void {
  const { model } = draft;
  const known = new Map<number, boolean>();
  const isCalm = (host: number) => {
    if (!known.has(host)) known.set(host, hostIsCalm(draft, model.channels[host] as Channel));
    return known.get(host) as boolean;
  };
  const stands = (a: Agent, k: number) => (model.now - (a.assisting.since[k] as number)) / 1000;
  for (const agent of model.agents) {
    if (full(draft)) return;
    if (agent.assisting.hosts.length === 0 || draft.touched.has(agent.index) || agent.ordered || agent.frozen || !agent.settled)
      continue;
    const host = agent.assisting.hosts.find(
      (h, k) =>
        h !== agent.channel &&
        !(agent.serving === h && agent.conversations > 0) &&
        stands(agent, k) >= loansPerAssist * model.policy.minLoanSeconds &&
        isCalm(h),
    );
    if (host !== undefined)
      choose(draft, { action: 'end-assist', agent, from: agent.channel, to: host, reason: 'host-recovered' });
  }
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
