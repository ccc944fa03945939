import { choose, courseWith, type Draft, full, openBetween } from './draft.js';
import { assistBinding } from './eligible.js';
import { assistWorth, ruleFor, setupSeconds } from './help.js';
import type { Agent, Channel } from './model.js';

/** Help is intermittent, so more of it is arranged than a full-time helper would give. */
const cover = 1.3;

/** Conversations that the channel lacks to keep its promise, on top of the help it has; 0 = none. */
export function lacking(draft: Draft, host: Channel): number {
  const unit = host.concurrency;
  for (let k = 0; k <= 16; k = k === 0 ? 1 : k * 1.5) {
    if (courseWith(draft, host, k * unit).serviceLevel >= host.target + 0.03) return k * unit;
  }
  return 24 * unit;
}

interface Candidate {
  agent: Agent;
  worth: number;
  setup: number;
}

function candidates(draft: Draft, host: Channel): Candidate[] {
  const { model } = draft;
  const barred = new Map<number, boolean>();
  const homeBarred = (home: number) => {
    const known = barred.get(home) ?? (draft.hot.has(home) || openBetween(draft, host.index, home));
    barred.set(home, known);
    return known;
  };
  return model.agents
    .filter((a) => !draft.touched.has(a.index) && a.home >= 0 && a.home !== host.index && a.speeds.has(host.index))
    .filter((a) => assistBinding(model, a, host.index) === null && !homeBarred(a.home))
    .map((agent) => ({ agent, worth: assistWorth(draft, agent, host), setup: setupSeconds(model, agent.home, host.index) }))
    .filter((c) => c.worth > 0.02 * host.concurrency)
    .sort(
      (a, b) =>
        b.worth - a.worth ||
        a.setup - b.setup ||
        a.agent.assistsToday - b.agent.assistsToday ||
        a.agent.conversations - b.agent.conversations ||
        a.agent.index - b.agent.index,
    );
}

/** Opens a channel in trouble to people of calm channels who stay at home: cheap, at once, and harmless for their homes. */
export function arrangeAssists(draft: Draft, host: Channel): void {
  if (!draft.model.policy.allowAssists) return;
  const wanted = lacking(draft, host) * cover;
  let arranged = 0;
  for (const { agent, worth } of wanted > 0 ? candidates(draft, host) : []) {
    if (arranged >= wanted || full(draft)) break;
    arranged += worth;
    const home = draft.model.channels[agent.home] as Channel;
    choose(draft, {
      action: 'assist',
      agent,
      from: home.index,
      to: host.index,
      rule: ruleFor(home, host),
      reason: 'receiver-overloaded',
    });
  }
  draft.help[host.index] = (draft.help[host.index] ?? 0) + arranged;
}
