import { canSpareOne, draftOf, openBetween } from './draft.js';
import { assistBinding, moveBinding } from './eligible.js';
import { readModel } from './model.js';
import { type PolicyInput, resolvePolicy } from './policy.js';
import type { Proposed } from './predict.js';
import type { Binding, Known, Snapshot } from './types.js';

/**
 * May this action be carried out now? For the moment of execution, which may be a countdown or a person's pause after the
 * plan. Null = yes; otherwise what binds. The action's own open order is not held against it.
 *
 * Only hard limits are asked: whether the action is still worth while is for the next plan to say.
 */
export function validate(snapshot: Known<Snapshot>, action: Proposed, policy?: Known<PolicyInput>): Binding | null {
  if (!snapshot || typeof snapshot.now !== 'number' || !Number.isFinite(snapshot.now)) return 'unknown';
  const own = (o: { agent?: Known<string>; to?: Known<string> } | null) => o?.agent === action.agent && o?.to === action.to;
  const orders = (snapshot.orders ?? []).filter((o) => !(own(o) && o.status === 'proposed'));
  const model = readModel({ ...snapshot, orders }, resolvePolicy(policy));
  const agent = model.agents.find((a) => a.id === action.agent);
  const to = model.channels.find((c) => c.id === action.to);
  if (!agent || !to) return 'unknown';
  if (action.action === 'end-assist') return agent.assisting.hosts.includes(to.index) ? null : 'not-available';
  const draft = draftOf(model);
  const from = model.channels[agent.channel];
  const loan = action.action === 'move' || action.action === 'assist';
  if (loan && openBetween(draft, to.index, agent.channel)) return 'receiving';
  if (action.action === 'assist') return assistBinding(model, agent, to.index);
  if (from && !canSpareOne(draft, from)) return 'minimum-staff';
  return moveBinding(model, agent, to.index);
}
