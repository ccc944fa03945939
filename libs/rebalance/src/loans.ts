import { slotsOf } from './capacity.js';
import { type Choice, choose, courseWith, type Draft, full, openBetween } from './draft.js';
import { donorBinding } from './donors.js';
import { moveBinding } from './eligible.js';
import { assistWorth } from './help.js';
import { type Agent, speedOf } from './agent.js';
import type { Channel } from './channel.js';

/** What a loan must save after all that assists save, in weighted misses: it costs two changes of channel and somebody's patience. */
const price = 3;
/** More than that for people of a live channel: nobody foresees its next bad quarter of an hour, and a loan outlasts it. */
const livePrice = 3;

interface Offer {
  agent: Agent;
  donor: Channel;
  /** Conversations more for the receiver; an agent who already assists it brings only the rest. */
  gain: number;
  /** Weighted misses that the donor is expected to lose. */
  loss: number;
}

function agentOrder(host: Channel) {
  const speed = (a: Agent) => speedOf(a, host.index);
  const owner = (a: Agent) => (a.home === host.index ? 1 : 0);
  // The fewer conversations to finish, the sooner here.
  const idle = (a: Agent) => -a.conversations - (a.state === 'available' ? 0 : 0.5);
  const last = (a: Agent) => Math.max(a.lastMoveAt, -1e15);
  return (a: Agent, b: Agent) =>
    idle(b) - idle(a) ||
    owner(b) - owner(a) ||
    speed(b) - speed(a) ||
    a.moves - b.moves ||
    last(a) - last(b) ||
    a.index - b.index;
}

/** The best person of each calm channel for this host, with what it would cost there. */
function offers(draft: Draft, host: Channel): Offer[] {
  const { model } = draft;
  const best = new Map<number, Agent>();
  const better = agentOrder(host);
  for (const agent of model.skilled[host.index] ?? []) {
    if (
      agent.channel < 0 ||
      agent.channel === host.index ||
      draft.touched.has(agent.index) ||
      moveBinding(model, agent, host.index)
    )
      continue;
    // Somebody on loan is not lent on: the way home would be lost.
    if (agent.channel !== agent.home && agent.home !== host.index) continue;
    // Only people of deferrable channels leave with work in hand: they finish it and go.
    if ((agent.conversations > 0 || agent.state !== 'available') && model.channels[agent.channel]?.deferrable !== true) continue;
    const known = best.get(agent.channel);
    if (!known || better(agent, known) < 0) best.set(agent.channel, agent);
  }
  const found: Offer[] = [];
  for (const [index, agent] of best) {
    const donor = model.channels[index] as Channel;
    const given = slotsOf(model, agent, index);
    const binding = openBetween(draft, host.index, index) ? 'receiving' : donorBinding(draft, donor, given);
    if (binding) {
      draft.notChosen.push({ donor: index, receiver: host.index, binding });
      continue;
    }
    const loss = courseWith(draft, donor, -given, 0.75).cost - courseWith(draft, donor, 0, 0.75).cost;
    const assisting = agent.assisting.hosts.includes(host.index) ? assistWorth(draft, agent, host).slots : 0;
    found.push({
      agent,
      donor,
      gain: slotsOf(model, agent, host.index) - assisting,
      loss: Math.max(0, loss) + (donor.deferrable ? 0 : livePrice),
    });
  }
  return found.sort((a, b) => a.loss / Math.max(a.gain, 0.01) - b.loss / Math.max(b.gain, 0.01) || a.donor.index - b.donor.index);
}

/** Somebody whose home is the host comes home; everybody else is lent. */
function loan({ agent, donor }: Offer, host: Channel, assisting: boolean): Choice {
  const owner = agent.home === host.index;
  const reason = owner ? 'home-needs-agent' : assisting ? 'trouble-lasts' : 'receiver-overloaded';
  return { action: owner ? 'return' : 'move', agent, from: donor.index, to: host.index, reason };
}

/**
 * Lends people to a channel whose trouble will outlast what assists can do. Batches are judged as a whole, since one more
 * person often changes nothing where three change everything: candidates join cheapest first, and the prefix of the batch
 * that saves most after its price is kept.
 */
export function arrangeLoans(draft: Draft, host: Channel): void {
  const { model } = draft;
  if (!model.policy.allowMoves) return;
  const start = courseWith(draft, host).cost;
  const { choices, slots, staff, help } = draft;
  const saved = { choices: choices.length, slots: slots.slice(), staff: staff.slice(), help: help.slice() };
  let best = 0;
  let keep = saved.choices;
  let losses = 0;
  for (let k = 1; k <= model.policy.maxBatch && !full(draft); k++) {
    const offer = offers(draft, host)[0];
    if (!offer) break;
    losses += offer.loss;
    const assisted = slotsOf(model, offer.agent, host.index) - offer.gain;
    choose(draft, loan(offer, host, assisted > 0));
    draft.help[host.index] = Math.max(0, (draft.help[host.index] ?? 0) - assisted);
    const value = start - courseWith(draft, host).cost - losses - price * k;
    if (value > best) {
      best = value;
      keep = draft.choices.length;
    }
  }
  const kept = draft.choices.slice(saved.choices, keep);
  for (const dropped of draft.choices.splice(saved.choices)) draft.touched.delete(dropped.agent.index);
  draft.slots.set(saved.slots);
  draft.staff.set(saved.staff);
  draft.help.set(saved.help);
  for (const choice of kept) choose(draft, choice);
}
