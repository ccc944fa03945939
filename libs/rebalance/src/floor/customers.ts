import { type Random, random, seedOf } from './random.js';
import type { FloorChannel, Scenario, Step } from './scenario.js';

export type CustomerState = 'coming' | 'waiting' | 'setup' | 'served' | 'done' | 'abandoned';

export interface Customer {
  /** Index of the channel in the scenario. */
  channel: number;
  arrivedAt: number;
  handleSeconds: number;
  patienceSeconds: number;
  state: CustomerState;
  startedAt: number;
  endedAt: number;
}

function valueAt(steps: readonly Step[], seconds: number): number {
  let value = 0;
  for (const step of steps) if (step.fromSeconds <= seconds) value = step.value;
  return value;
}

/** Poisson arrivals of varying rate by thinning (Lewis & Shedler 1979). */
function arrivals(channel: FloorChannel, durationSeconds: number, seed: number): number[] {
  const stream = random(seed);
  const peak = Math.max(...channel.arrivalsPerHour.map((s) => s.value), 0) / 3600;
  const times: number[] = [];
  if (peak <= 0) return times;
  for (let t = stream.exponential(1 / peak); t < durationSeconds; t += stream.exponential(1 / peak)) {
    if (stream.uniform() * peak * 3600 < valueAt(channel.arrivalsPerHour, t)) times.push(t);
  }
  return times;
}

function customer(channel: number, arrivedAt: number, handleSeconds: number, patience: number | null): Customer {
  const patienceSeconds = patience ?? Number.POSITIVE_INFINITY;
  return { channel, arrivedAt, handleSeconds, patienceSeconds, state: 'coming', startedAt: Number.NaN, endedAt: Number.NaN };
}

/** Lognormal as measured call centres are (Brown et al., JASA 100, 2005); exactly exponential at spread 1, where formulas exist. */
function handleTime(channel: FloorChannel, body: Random): number {
  const { handleSeconds, handleCv } = channel;
  return handleCv === 1 ? body.exponential(handleSeconds) : body.lognormal(handleSeconds, handleCv);
}

function drawn(scenario: Scenario, seed: number): Customer[] {
  return scenario.channels.flatMap((channel, index) => {
    const body = random(seedOf(seed, channel.id, 'body'));
    return arrivals(channel, scenario.durationSeconds, seedOf(seed, channel.id, 'arrivals')).map((at) => {
      const handle = handleTime(channel, body);
      const patience = channel.patienceSeconds === null ? null : body.exponential(channel.patienceSeconds);
      return customer(index, at, handle, patience);
    });
  });
}

/**
 * Everybody who will come, in order of arrival. Drawn before the run from streams of their own, so that every policy
 * meets the same people and a difference between two policies is never luck.
 */
export function customers(scenario: Scenario, seed: number): Customer[] {
  const index = new Map(scenario.channels.map((c, i) => [c.id, i]));
  const all = scenario.calls
    ? scenario.calls.flatMap((call) => {
        const channel = index.get(call.channel);
        return channel === undefined ? [] : [customer(channel, call.at, call.handleSeconds, call.patienceSeconds)];
      })
    : drawn(scenario, seed);
  return all.sort((a, b) => a.arrivedAt - b.arrivedAt || a.channel - b.channel);
}
