// How likely a count is that varies more than chance alone would make it: a negative binomial with a given mean and variance, which is
// what a Poisson count becomes when its mean is itself not quite known, or not quite the same from week to week.

/** A count's distribution; a variance that is not above the mean makes it a Poisson one. */
export interface CountModel {
  mean: number;
  variance: number;
}

/** The mass of each count from 0 on, one after the other. */
function* masses({ mean, variance }: CountModel): Generator<number> {
  const size = variance > mean * (1 + 1e-9) ? (mean * mean) / (variance - mean) : Infinity;
  const grow = size === Infinity ? mean : mean / (size + mean);
  let log = size === Infinity ? -mean : -size * Math.log1p(mean / size);
  for (let k = 0; ; k += 1) {
    yield Math.exp(log);
    // Logarithms: the mass of 0 underflows for a mean of some hundreds, and everything after it with it.
    log += Math.log((size === Infinity ? grow : (k + size) * grow) / (k + 1));
  }
}

/** The chance of `observed` or more. Summed from above, so that small ones stay exact. */
export function tailOf(model: CountModel, observed: number): number {
  if (observed <= 0) return 1;
  const { mean } = model;
  let sum = 0;
  let k = 0;
  for (const mass of masses(model)) {
    if (k >= observed) sum += mass;
    if (k >= observed && k > mean && mass <= sum * 1e-9) break;
    if (k > observed && k > mean && mass < 1e-300) break;
    k += 1;
  }
  return Math.min(1, sum);
}

/** The smallest count that is exceeded with a chance of `share` at the most. */
export function quantileAbove(model: CountModel, share: number): number {
  let below = 0;
  let k = 0;
  for (const mass of masses(model)) {
    below += mass;
    if (1 - below <= share || (k > model.mean && mass < 1e-15)) return k;
    k += 1;
  }
  return k;
}
