import { type Candidate, candidates, homeHolds, price } from './candidates.js';
import { choose, courseWith, type Draft } from './draft.js';
import { addHelp, ruleFor } from './help.js';
import type { Channel } from './channel.js';

/** Assists are arranged until the target is passed by this much, since help is intermittent. */
const margin = 0.05;

/**
 * Opens a channel in trouble to people of calm channels who stay at home: cheap and at once. Judged in batches like loans: the
 * first helpers of a drowning channel often save nothing that the fourth does not make worth while.
 */
export function arrangeAssists(draft: Draft, host: Channel): void {
  const { model } = draft;
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
    if (!homeHolds(draft, candidate)) continue;
    taken.push(candidate);
    addHelp(draft, candidate.agent, host, candidate.worth);
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
      const rule = ruleFor(model, c.home, host);
      choose(draft, {
        action: 'assist',
        agent: c.agent,
        from: c.home.index,
        to: host.index,
        rule,
        reason: 'receiver-overloaded',
      });
    } else {
      addHelp(draft, c.agent, host, c.worth, -1);
    }
  }
}
