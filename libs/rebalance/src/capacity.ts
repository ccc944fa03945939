import { type Agent, speedOf } from './agent.js';
import type { Channel } from './channel.js';
import { horizonOf, stepSeconds } from './course.js';
import type { Model } from './model.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { ceil, max, min, round } = Math;

/** Steps that the longest path holds: three minutes of old data and the longest horizon. */
const mostSteps = 250;

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

/** The step of a path at so many seconds after the data were taken. */
const stepOf = (path: Float64Array, seconds: number) => min(path.length - 1, max(0, round(seconds / stepSeconds)));

/** Adds to a path of differences; `from` and `to` are seconds after the data were taken. */
function addStretch(path: Float64Array | undefined, stretch: { slots: number; from: number; to: number }): void {
  if (!path || stretch.to <= stretch.from) return;
  const first = stepOf(path, stretch.from);
  const last = stepOf(path, stretch.to);
  path[first] = (path[first] ?? 0) + stretch.slots;
  path[last] = (path[last] ?? 0) - stretch.slots;
}

function addAgent(model: Model, agent: Agent, paths: Float64Array[]): void {
  const { channel, leaving, serving } = agent;
  const { dataAge } = model;
  const handle = model.channels[serving]?.handle ?? 0;
  const elsewhere = serving >= 0 && serving !== channel && agent.conversations > 0;
  // Conversations under way are finished where they are, also those of somebody who is leaving.
  const rest = elsewhere ? min(900, handle / 2) : 0;
  if (elsewhere) addStretch(paths[serving], { slots: slotsOf(model, agent, serving), from: 0, to: rest + dataAge });
  const away = leaving !== channel;
  const from = away ? max(agent.arrivesIn, rest) + dataAge : elsewhere ? rest + dataAge : 0;
  addStretch(paths[channel], { slots: slotsOf(model, agent, channel), from, to: agent.secondsLeft + dataAge });
}

/** Empty paths, each as long as its channel's course will read it, in one block of memory. */
function pathsOf({ channels, dataAge, policy }: Model): Float64Array[] {
  const steps = (c: Channel) => min(mostSteps, ceil((dataAge + horizonOf(c, policy.horizonSeconds)) / stepSeconds));
  const lengths = channels.map((c) => steps(c) + 1);
  const block = new Float64Array(lengths.reduce((a, b) => a + b, 0));
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return block.subarray(end - length, end);
  });
}

export function capacityOf(model: Model): Capacity {
  const paths = pathsOf(model);
  const staff = new Int32Array(model.channels.length);
  for (const agent of model.agents) {
    if (!onFloor(agent)) continue;
    addAgent(model, agent, paths);
    if (agent.settled) staff[agent.channel] = (staff[agent.channel] ?? 0) + 1;
  }
  for (const path of paths) for (let i = 1; i < path.length; i++) path[i] = (path[i] as number) + (path[i - 1] as number);
  return { paths, staff };
}
