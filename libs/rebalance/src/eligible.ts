import { onFloor } from './capacity.js';
import { type Agent, speedOf } from './agent.js';
import type { Model } from './model.js';
import type { Binding } from './types.js';

const since = (model: Model, at: number) => (model.now - at) / 1000;

/** Why this agent may not change channel now, or null. The same test guards orders at the moment of their execution. */
export function moveBinding(model: Model, agent: Agent, to: number): Binding | null {
  const { policy } = model;
  if (!onFloor(agent) || agent.state === 'draining' || agent.state === 'switching') return 'not-available';
  if (agent.ordered) return 'ordered';
  if (agent.frozen) return 'vetoed';
  if (speedOf(agent, to) === 0) return 'no-skill';
  if (since(model, agent.lastMoveAt) < policy.minDwellSeconds) return 'dwell';
  if (agent.secondsLeft < policy.shiftEndGuardSeconds) return 'shift-end';
  // The last move of a shift is kept for the way home.
  if (agent.moves >= policy.maxMovesPerShift - (to === agent.home ? 0 : 1)) return 'daily-cap';
  return null;
}

/** Why this agent may not assist that host, or null. */
export function assistBinding(model: Model, agent: Agent, host: number): Binding | null {
  const { policy } = model;
  if (!onFloor(agent) || agent.state === 'draining' || agent.state === 'switching' || agent.channel !== agent.home)
    return 'not-available';
  if (agent.ordered || agent.assisting.hosts.includes(host)) return 'ordered';
  if (agent.frozen) return 'vetoed';
  if (speedOf(agent, host) === 0) return 'no-skill';
  if (agent.assisting.count >= policy.maxAssistsPerAgent || agent.assistsToday >= policy.maxAssistsPerShift) return 'daily-cap';
  if (agent.assisting.resting.includes(host)) return 'dwell';
  if (agent.secondsLeft < policy.shiftEndGuardSeconds) return 'shift-end';
  return null;
}
