import { onFloor, slotsOf } from './capacity.js';
import { effects } from './describe.js';
import { type Draft, draftOf } from './draft.js';
import { assistWorth, countHelp, drain } from './help.js';
import type { Agent } from './agent.js';
import { readModel } from './model.js';
import { type PolicyInput, resolvePolicy } from './policy.js';
import type { Action, Effect, Known, Prediction, Snapshot } from './types.js';

/** The part of an action that its effect depends on; a manual reassignment has no more. */
export type Proposed = Pick<Action, 'action' | 'agent' | 'to'>;

function add(list: Float64Array, index: number, amount: number): void {
  if (index >= 0 && index < list.length) list[index] = (list[index] ?? 0) + amount;
}

function suppose(draft: Draft, agent: Agent, kind: Proposed['action'], to: number): void {
  const { model, slots, help } = draft;
  const host = model.channels[to];
  if (!host || !onFloor(agent)) return;
  if (kind === 'move' || kind === 'return') {
    if (agent.channel === to) return;
    add(slots, agent.channel, -slotsOf(model, agent, agent.channel));
    add(slots, to, slotsOf(model, agent, to));
    return;
  }
  const assisting = agent.assisting.hosts.includes(to);
  const sign = kind === 'assist' && !assisting ? 1 : kind === 'end-assist' && assisting && draft.hot.has(to) ? -1 : 0;
  const { slots: worth, share } = assistWorth(draft, agent, host);
  add(help, to, sign * worth);
  add(help, agent.home, -sign * drain(model, agent, share));
}

/**
 * What these actions would do to every channel whose state is known. Actions that name unknown agents or channels change
 * nothing; nothing is refused here, since a person may preview what the policy would not do.
 */
export function predict(snapshot: Known<Snapshot>, actions: Known<readonly Proposed[]>, policy?: Known<PolicyInput>): Prediction {
  if (!snapshot || typeof snapshot.now !== 'number' || !Number.isFinite(snapshot.now)) return { channels: [] };
  const model = readModel(snapshot, resolvePolicy(policy));
  const draft = draftOf(model);
  countHelp(draft);
  const agents = new Map(model.agents.map((a) => [a.id, a]));
  const at = new Map(model.channels.map((c) => [c.id, c.index]));
  for (const action of actions ?? []) {
    const agent = agents.get(action?.agent ?? '');
    const to = at.get(action?.to ?? '');
    if (agent && to !== undefined) suppose(draft, agent, action.action, to);
  }
  const effect = effects(draft);
  return { channels: model.channels.map((c) => effect(c.index)).filter((e): e is Effect => e !== null) };
}
