// How wide a predicted range must be so that nine of ten outcomes lie in it. Pure.
import type { ChannelSnapshot } from '@tideboard/rebalance';

/** What waits at the mark, before it is cut off at zero: a logistic variable. Unlike a normal one, its quantiles have a closed form. */
export interface Spread {
  centre: number;
  scale: number;
}

/** Share of the outcomes that a range is to hold. */
export const RANGE_SHARE = 0.9;
/** Misfits that the theory foresees; they stand in for scores while there are few. */
const PRIOR_SIZE = 10;
/** Scores that are remembered for one kind of channel: the floor of last month is another one. */
export const MISFITS_KEPT = 100;

const { abs, ceil, exp, expm1, floor, log, max, min, PI, sqrt } = Math;
/** Standard deviation of the logistic distribution of scale 1. */
const DEVIATION = PI / sqrt(3);

/** Quantiles of a logistic variable's distance from its centre. */
const PRIOR = Array.from({ length: PRIOR_SIZE }, (_, i) => {
  const share = (i + 0.5) / PRIOR_SIZE;
  return log((1 + share) / (1 - share));
});

/** Of what is cut off at zero only the mean is predicted. It is the softplus of the centre, which is solved here. */
function centreOf(waiting: number, scale: number): number {
  const ratio = max(waiting, 0.02) / scale;
  return ratio > 30 ? waiting : scale * log(expm1(ratio));
}

/** Contacts expected within `seconds`, by the newest quarter of an hour. */
function comingIn({ arrivals, observedSeconds }: ChannelSnapshot, seconds: number): number {
  const observed = max(60, observedSeconds ?? 3600);
  const perSecond = arrivals?.m15 == null ? (arrivals?.m60 ?? 0) / min(3600, observed) : arrivals.m15 / min(900, observed);
  return max(1, perSecond * seconds);
}

/**
 * The spread of what waits `seconds` ahead, where `waiting` are expected. Arrivals and completions are counts of independent events, whose
 * variances add up; what is served, or leaves, forgets its past; and how fast work comes and goes is itself known only from samples.
 * After the variance equation of Massey & Pender, "Dynamic rate Erlang-A queues", Queueing Systems 89, 2018, solved for constant rates.
 */
export function spreadOf(channel: ChannelSnapshot, waiting: number, seconds: number): Spread {
  const { pending, inProgress, patienceSeconds, avgHandleSeconds, configuredHandleSeconds, handleSamples } = channel;
  const coming = comingIn(channel, seconds);
  const going = max(1, (pending ?? 0) + coming - waiting);
  const serving = 1 / max(30, avgHandleSeconds ?? configuredHandleSeconds ?? 300);
  const leaving = patienceSeconds ? 1 / patienceSeconds : 0;
  let scale = sqrt(coming + going) / DEVIATION;
  // How fast the past is forgotten depends on whether anybody waits, and that on the spread: a few rounds settle it.
  for (let turn = 0; turn < 4; turn += 1) {
    const idle = 1 / (1 + exp(min(30, centreOf(waiting, scale) / scale)));
    const forgotten = max(1e-4, (idle * serving + (1 - idle) * leaving) * seconds);
    const counts = ((coming + going) * -expm1(-2 * forgotten)) / (2 * forgotten);
    const rates = (coming + going ** 2 / ((handleSamples ?? 0) + 8)) * (expm1(-forgotten) / forgotten) ** 2;
    const now = (max(0, inProgress ?? 0) / 4) * exp(-2 * forgotten);
    scale = max(0.3, sqrt(counts + rates + now) / DEVIATION);
  }
  return { centre: centreOf(waiting, scale), scale };
}

/** How many scales a range must reach to either side to hold `actual`; tickets are whole, so half of one is given. */
export function misfitOf({ centre, scale }: Spread, actual: number): number {
  if (actual === 0 && centre < 0) return 0;
  return max(0, abs(actual - centre) - 0.5) / scale;
}

/**
 * So many scales hold nine of ten outcomes, by what earlier predictions missed: the split-conformal quantile (Vovk, Gammerman & Shafer,
 * "Algorithmic Learning in a Random World", 2005; Angelopoulos & Bates, "Conformal Prediction: A Gentle Introduction", 2023), with the
 * theory's own quantiles as the first scores.
 * @param misfits of the same kind of channel, oldest first
 */
export function widthOf(misfits: readonly number[]): number {
  const known = [...PRIOR, ...misfits.slice(-MISFITS_KEPT)].toSorted((a, b) => a - b);
  return known[min(known.length, ceil(RANGE_SHARE * (known.length + 1))) - 1]!;
}

/** The range, in whole tickets. */
export function rangeOf({ centre, scale }: Spread, width: number): { low: number; high: number } {
  return { low: max(0, ceil(centre - width * scale - 0.5)), high: max(0, floor(centre + width * scale + 0.5)) };
}
