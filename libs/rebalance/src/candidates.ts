import { slotsOf } from './capacity.js';
import { courseWith, type Draft, openBetween } from './draft.js';
import { assistBinding } from './eligible.js';
import { assistWorth, drain, returnSetupLoss, setupSeconds, type Worth } from './help.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';

/** What an assist must save, in weighted misses: a person's attention, and an order more. */
export const price = 1;

/** Somebody who could assist a host while staying at home. */
export interface Candidate {
  agent: Agent;
  home: Channel;
  worth: Worth;
  drained: number;
  loss: number;
}

/** Who could assist this host, the best bargain first. */
export function candidates(draft: Draft, host: Channel): Candidate[] {
  const { model } = draft;
  const lossOf = new Map<number, number>();
  const homeLoss = (home: Channel) => {
    if (!lossOf.has(home.index)) {
      const barred = draft.hot.has(home.index) || openBetween(draft, host.index, home.index);
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
    if (!home.deferrable && setupSeconds(model, host.index, home.index) >= home.promise) continue;
    const perSlot = homeLoss(home);
    const worth = assistWorth(draft, agent, host);
    if (Number.isNaN(perSlot) || worth.slots < 0.03 * host.concurrency) continue;
    const drained = drain(model, agent, worth.share);
    found.push({
      agent,
      home,
      worth,
      drained,
      loss: Math.max(0, perSlot * drained) + returnSetupLoss(model, agent, host, worth.share),
    });
  }
  // Who would begin past the promise relieves the line but answers nobody in time.
  const rank = (c: Candidate) => (c.loss + price) / (c.worth.slots * (c.worth.late ? 0.5 : 1));
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
export function homeHolds(draft: Draft, { agent, home, drained }: Candidate): boolean {
  // A live home misses the whole person for as long as one conversation elsewhere lasts, however short the spare moment was.
  const away = home.deferrable ? drained : Math.max(drained, slotsOf(draft.model, agent, home.index));
  const after = courseWith(draft, home, -away, 0.5);
  if (home.deferrable) return after.longestWait <= 0.7 * home.promise && after.serviceLevel >= home.target;
  const least = Math.min(home.target + 0.03, (1 + home.target) / 2);
  return after.serviceLevel >= least;
}
