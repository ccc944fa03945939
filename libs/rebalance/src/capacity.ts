import { type Agent, speedOf } from './agent.js';
import type { Model } from './model.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { max, min, round } = Math;

/** Seconds per step of a capacity path. */
export const stepSeconds = 30;
/** Steps that a path holds: three minutes of old data and the longest horizon. */
const steps = 250;

/**
 * Conversations that each channel's people can hold, step by step from the instant the data were taken. Weighted by speed:
 * a helper at 0.8 counts as eight tenths of an agent.
 */
export interface Capacity {
  paths: Float64Array[];
  /** People present. Who is still on the way does not count: a minimum is not kept by a promise. */
  staff: Int32Array;
}

export function onFloor(agent: Agent): boolean {
  return agent.channel >= 0 && agent.state !== 'offline' && agent.state !== 'break';
}

/** What one agent can hold of a channel. */
export function slotsOf(model: Model, agent: Agent, channel: number): number {
  const speed = speedOf(agent, channel) || (agent.channel === channel ? 1 : 0);
  return (model.channels[channel]?.concurrency ?? 1) * speed;
}

/** Adds to a path of differences; `from` and `to` are seconds from now. */
function addStretch(model: Model, path: Float64Array | undefined, stretch: { slots: number; from: number; to: number }): void {
  if (!path || stretch.to <= stretch.from) return;
  const step = (seconds: number) => min(steps, max(0, round((seconds + model.dataAge) / stepSeconds)));
  const first = stretch.from <= -model.dataAge ? 0 : step(stretch.from);
  const last = step(min(stretch.to, steps * stepSeconds));
  path[first] = (path[first] ?? 0) + stretch.slots;
  path[last] = (path[last] ?? 0) - stretch.slots;
}

function addAgent(model: Model, agent: Agent, paths: Float64Array[]): void {
  const { channel, leaving, serving } = agent;
  const start = -model.dataAge;
  const handle = model.channels[serving]?.handle ?? 0;
  const elsewhere = serving >= 0 && serving !== channel && agent.conversations > 0;
  // Conversations under way are finished where they are, also those of somebody who is leaving.
  const rest = elsewhere ? min(900, handle / 2) : 0;
  if (elsewhere) addStretch(model, paths[serving], { slots: slotsOf(model, agent, serving), from: start, to: rest });
  const away = leaving !== channel;
  const from = away ? max(agent.arrivesIn, rest) : elsewhere ? rest : start;
  addStretch(model, paths[channel], { slots: slotsOf(model, agent, channel), from, to: agent.secondsLeft });
}

export function capacityOf(model: Model): Capacity {
  const paths = model.channels.map(() => new Float64Array(steps + 1));
  const staff = new Int32Array(model.channels.length);
  for (const agent of model.agents) {
    if (!onFloor(agent)) continue;
    addAgent(model, agent, paths);
    if (agent.settled) staff[agent.channel] = (staff[agent.channel] ?? 0) + 1;
  }
  for (const path of paths) for (let i = 1; i <= steps; i++) path[i] = (path[i] as number) + (path[i - 1] as number);
  return { paths, staff };
}
