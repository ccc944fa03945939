import { slotsOf } from './capacity.js';
import { choose, courseWith, type Draft, openBetween } from './draft.js';
import { assistBinding } from './eligible.js';
import { assistWorth, drain, returnSetupLoss, ruleFor, setupSeconds } from './help.js';
import { areNeighbours, staysAsGood } from './neighbours.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';

/** What an assist must save, in weighted misses: a person's attention, and an order more. */
const price = 1;
/** Assists are arranged until the target is passed by this much, since help is intermittent. */
const margin = 0.05;

interface Candidate {
  agent: Agent;
  home: Channel;
  slots: number;
  drained: number;
  loss: number;
}

function candidates(draft: Draft, host: Channel): Candidate[] {
  const { model } = draft;
  const lossOf = new Map<number, number>();
  const homeLoss = (home: Channel) => {
    if (!lossOf.has(home.index)) {
      const needed = draft.hot.has(home.index) && !areNeighbours(model, home, host);
      const barred = needed || openBetween(draft, host.index, home.index);
      const unit = home.concurrency;
      lossOf.set(
        home.index,
        barred ? Number.NaN : (courseWith(draft, home, -unit, 0.5).cost - courseWith(draft, home, 0, 0.5).cost) / unit,
      );
    }
    return lossOf.get(home.index) as number;
  };
  const found: Candidate[] = [];
  for (const agent of model.skilled[host.index] ?? []) {
    if (draft.touched.has(agent.index) || agent.home < 0 || agent.home === host.index || assistBinding(model, agent, host.index))
      continue;
    const home = model.channels[agent.home] as Channel;
    // Whose way back lasts as long as the promise at home makes late, each time, somebody who would have been answered at once.
    const back = setupSeconds(model, host.index, home.index);
    if (!home.deferrable && back >= home.promise && !areNeighbours(model, home, host)) continue;
    const perSlot = homeLoss(home);
    const { slots, share } = assistWorth(draft, agent, host);
    if (Number.isNaN(perSlot) || slots < 0.03 * host.concurrency) continue;
    const drained = drain(model, agent, share);
    found.push({
      agent,
      home,
      slots,
      drained,
      loss: Math.max(0, perSlot * drained) + returnSetupLoss(model, agent, host, share),
    });
  }
  const rank = (c: Candidate) => (c.loss + price) / c.slots;
  return found.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      setupSeconds(model, a.home.index, host.index) - setupSeconds(model, b.home.index, host.index) ||
      a.agent.assistsToday - b.agent.assistsToday ||
      a.agent.conversations - b.agent.conversations ||
      a.agent.index - b.agent.index,
  );
}

/** Would the home keep its promise with this much more of its time lent? */
function homeHolds(draft: Draft, host: Channel, { agent, home, drained }: Candidate): boolean {
  if (areNeighbours(draft.model, home, host) && staysAsGood(draft, home, drained)) return true;
  // A live home misses the whole person for as long as one conversation elsewhere lasts, however short the spare moment was.
  const away = home.deferrable ? drained : Math.max(drained, slotsOf(draft.model, agent, home.index));
  const after = courseWith(draft, home, -away, 0.5);
  if (home.deferrable) return after.longestWait <= 0.7 * home.promise && after.serviceLevel >= home.target;
  return after.serviceLevel >= Math.min(home.target + 0.03, (1 + home.target) / 2);
}

/**
 * Opens a channel in trouble to people of calm channels who stay at home: cheap and at once. Judged in batches like loans: the
 * first helpers of a drowning channel often save nothing that the fourth does not make worth while.
 */
export function arrangeAssists(draft: Draft, host: Channel): void {
  const { model, help } = draft;
  if (!model.policy.allowAssists) return;
  const start = courseWith(draft, host);
  const room = model.policy.maxActionsPerTick - draft.choices.length;
  const taken: Candidate[] = [];
  let best = 0;
  let keep = 0;
  let losses = 0;
  const most = Math.max(room, 12);
  for (const candidate of start.serviceLevel < host.target + margin ? candidates(draft, host) : []) {
    if (room <= 0 || taken.length >= most) break;
    if (!homeHolds(draft, host, candidate)) continue;
    taken.push(candidate);
    help[host.index] = (help[host.index] ?? 0) + candidate.slots;
    help[candidate.home.index] = (help[candidate.home.index] ?? 0) - candidate.drained;
    losses += candidate.loss + price;
    const course = courseWith(draft, host);
    const value = start.cost - course.cost - losses;
    if (value > best) {
      best = value;
      keep = taken.length;
    }
    if (course.serviceLevel >= host.target + margin) break;
  }
  for (const [k, c] of taken.entries()) {
    if (k < Math.min(keep, room)) {
      const rule = ruleFor(c.home, host);
      const [from, to] = [c.home.index, host.index];
      choose(draft, { action: 'assist', agent: c.agent, from, to, rule, reason: 'receiver-overloaded' });
    } else {
      help[host.index] = (help[host.index] ?? 0) - c.slots;
      help[c.home.index] = (help[c.home.index] ?? 0) + c.drained;
    }
  }
}
