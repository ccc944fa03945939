import { cumulative, density } from './gaussian.js';
import type { Channel } from './channel.js';
import { rateAt } from './rates.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { max, min, sqrt } = Math;

/** Seconds per step of a capacity path, and of a live channel's course. */
export const stepSeconds = 30;

/** What to suppose on top of a channel's present state. */
export interface Supposition {
  /** Conversations more (or fewer, negative) that can be held, and when that begins. */
  slots?: number;
  fromSeconds?: number;
  /** Standard errors added to the arrival rate: a donor must be safe on a bad day, too. */
  pessimism?: number;
  /** Age of the state: predicted from then, counted from now. */
  dataAge?: number;
  horizonSeconds: number;
}

/** The expected course of a channel. */
export interface Course {
  arrivals: number;
  misses: number;
  serviceLevel: number;
  /** Mean over arrivals. */
  waitSeconds: number;
  pendingAtEnd: number;
  longestWait: number;
  offered: number;
  capacity: number;
  /** Weighted misses plus a convex price of waiting. */
  cost: number;
}

/** Price of a wait of one promise, in misses; grows with the square, to at most 25 times. */
const waitPrice = 0.04;

/** Of those waiting now, the share that will be late; ages are taken as even between the oldest and zero. */
function lateShare(channel: Channel, flow: number): number {
  const { oldestWait, promise, pending } = channel;
  const atHead = oldestWait;
  const atTail = flow > 0 ? pending / flow : Number.POSITIVE_INFINITY;
  if (atHead >= promise && atTail >= promise) return 1;
  if (atHead < promise && atTail < promise) return 0;
  if (atTail === Number.POSITIVE_INFINITY) return 1;
  const crossing = (promise - atHead) / (atTail - atHead);
  return atHead >= promise ? crossing : 1 - crossing;
}

/** Horizon for a channel: live trouble is near; deferrable trouble comes only after the promise. */
export function horizonOf(channel: Channel, liveHorizon: number): number {
  return channel.deferrable ? min(5400, 1500 + 0.9 * channel.promise) : liveHorizon;
}

/**
 * Number in system as a normal variable whose mean and variance follow two differential equations: the Gaussian closure of
 * the Erlang-A model with time-varying rates (Massey & Pender, "Dynamic rate Erlang-A queues", Queueing Systems 89, 2018).
 * A fluid model alone sees no waiting below full load, where most of a floor's misses happen.
 */
export function courseOf(channel: Channel, path: Float64Array, suppose: Supposition): Course {
  const { rate, slotSeconds, leaving, promise, weight } = channel;
  const { slots = 0, fromSeconds = 0, pessimism = 0, dataAge = 0, horizonSeconds } = suppose;
  const stride = channel.deferrable ? 2 : 1;
  // What is far away is known coarsely and may be computed so; a channel of very short contacts would oscillate.
  const coarseFrom = slotSeconds < 120 ? Number.POSITIVE_INFINITY : 600 * stride;
  const service = 1 / slotSeconds;
  let x = channel.pending + channel.inProgress;
  let v = max(x, 1) * 0.25;
  let arrivals = 0;
  let misses = 0;
  let waited = 0;
  let priced = 0;
  let longestWait = 0;
  let late = -1;
  let queue = 0;
  let index = 0;
  let held = 0;
  for (let t = -dataAge, dt = stride * stepSeconds; t < horizonSeconds; t += dt, index += dt / stepSeconds) {
    if (t >= coarseFrom) dt = 2 * stride * stepSeconds;
    held = max(0, (path[min(index, path.length - 1)] as number) + (t + dt / 2 >= fromSeconds ? slots : 0));
    const lambda = rateAt(rate, t + dt / 2) + pessimism * rate.error;
    const sd = sqrt(max(v, 0.05));
    const z = (held - x) / sd;
    // Far from full load nothing waits, and a calm floor is mostly that: no need to ask how unlikely.
    const there = z > 6 ? 0 : density(z);
    const below = z > 6 ? 1 : cumulative(z, there);
    queue = max(0, (x - held) * (1 - below) + sd * there);
    const busy = max(0, x - queue);
    const flow = held * service + (leaving * queue) / 2;
    if (t >= -1e-9) {
      if (late < 0) late = lateShare(channel, flow) * channel.pending;
      const missing = 1 - cumulative((held - 0.5 + promise * flow - x) / sd);
      const wait = flow > 0 ? queue / flow : horizonSeconds;
      const ratio = min(5, wait / promise);
      arrivals += lambda * dt;
      misses += lambda * dt * missing;
      waited += lambda * dt * min(wait, horizonSeconds);
      priced += lambda * dt * ratio * ratio;
      if (wait > longestWait) longestWait = wait;
    }
    const out = service * busy + leaving * queue;
    x = max(0, x + dt * (lambda - out));
    v = max(0.05, v + dt * (lambda + out - 2 * v * min(0.9 / dt, service * below + leaving * (1 - below))));
  }
  const lateNow = max(0, late);
  const all = arrivals + channel.pending;
  return {
    arrivals,
    misses: misses + lateNow,
    serviceLevel: all > 0.5 ? max(0, 1 - (misses + lateNow) / all) : 1,
    waitSeconds: arrivals > 0 ? waited / arrivals : 0,
    pendingAtEnd: queue,
    longestWait,
    offered: rateAt(rate, 0) * slotSeconds,
    capacity: held,
    cost: weight * (misses + lateNow + waitPrice * priced),
  };
}
