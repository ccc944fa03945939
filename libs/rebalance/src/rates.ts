import { listOf } from './figures.js';
import type { ArrivalCounts, ChannelSnapshot, Known } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { abs, exp, floor, max, min, sqrt } = Math;

/** Arrivals per second: a level that lasts and a deviation that fades. */
export interface Rate {
  base: number;
  deviation: number;
  /** Standard error of `base + deviation`. */
  error: number;
  /** Of the next 24 five-minute steps, when somebody forecasts. */
  forecast: readonly number[] | null;
}

/** A believed deviation halves about every 14 minutes (mean life 20). */
const deviationLifeSeconds = 1200;

const finite = (value: Known<number>): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** Share of a deviation to believe: a logistic of its z-score, one half at two standard errors. */
function belief(count: number, expected: number): number {
  const z = abs(count - expected) / sqrt(max(expected, 1));
  return 1 / (1 + exp(-3 * (z - 2)));
}

function perSecond(count: number | null, window: number, observed: number): number | null {
  const seconds = min(window, observed);
  return count === null || seconds < 60 ? null : count / seconds;
}

/** The hour without its newest quarter: what is normal just now. A window that holds the surge itself would hide it. */
function usual(counts: ArrivalCounts, observed: number): number | null {
  const m60 = finite(counts.m60);
  const m15 = finite(counts.m15);
  if (m60 !== null && m15 !== null && observed >= 1500) return max(0, m60 - m15) / (min(3600, observed) - 900);
  return perSecond(m60, 3600, observed) ?? perSecond(m15, 900, observed) ?? perSecond(finite(counts.m5), 300, observed);
}

function forecastOf(channel: ChannelSnapshot): number[] | null {
  const steps = listOf(channel.forecastPerHour).map(finite);
  if (steps.length === 0 || steps[0] === null) return null;
  let last = steps[0] as number;
  return steps.map((step) => {
    last = step ?? last;
    return last / 3600;
  });
}

/**
 * The arrival rate of a channel, or null when nothing is known of it.
 *
 * The usual level is corrected only by deviations that chance would rarely make: acting on every random wave costs more
 * moves than it saves misses. The five-minute window is asked first because it sees a surge soonest; the one-minute
 * window, which sees it sooner still, was tried and cried wolf: a quarter more orders for fewer misses saved.
 */
export function arrivalRate(channel: ChannelSnapshot): Rate | null {
  const counts = channel.arrivals ?? {};
  const observed = finite(channel.observedSeconds) ?? 3600;
  const forecast = forecastOf(channel);
  let base = forecast?.[0] ?? usual(counts, observed);
  if (base === null || base === undefined) return null;
  let deviation = 0;
  let open = 1;
  for (const [count, window] of [
    [finite(counts.m5), 300],
    [finite(counts.m15), 900],
  ] as const) {
    const rate = perSecond(count, window, observed);
    if (rate === null || count === null) continue;
    const share = belief(count, base * min(window, observed));
    deviation += open * share * (rate - base);
    open *= 1 - share;
  }
  const level = max(0, base + deviation);
  // After a surge the hour still holds it: what was called usual is too high, and a calm that came after it lasts.
  if (deviation < 0 && !forecast) {
    base = level;
    deviation = 0;
  }
  return { base, deviation, error: sqrt(max(level, 1 / 900) / 900), forecast };
}

/** Shares of a deviation left after each half step of the predictor; looked up, because it is asked for at every step of every course. */
const fadingStep = 15;
const fading = Float64Array.from({ length: 400 }, (_, i) => exp((-i * fadingStep) / deviationLifeSeconds));

/** Arrivals per second expected `seconds` from now. */
export function rateAt(rate: Rate, seconds: number): number {
  const base = rate.forecast?.[min(rate.forecast.length - 1, max(0, floor(seconds / 300)))] ?? rate.base;
  if (rate.deviation === 0) return base;
  return max(0, base + rate.deviation * (fading[min(fading.length - 1, max(0, floor(seconds / fadingStep)))] as number));
}
