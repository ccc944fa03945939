// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { abs, exp } = Math;

/** Density of the standard normal distribution. */
export function density(z: number): number {
  return 0.3989422804014327 * exp(-0.5 * z * z);
}

/**
 * Distribution function of the standard normal; absolute error below 1e-5 (Abramowitz & Stegun 26.2.16).
 * @param densityThere `density(z)`, when the caller has it already.
 * Coarser than a library's, and enough: a channel's state is known to a few per cent at best, while this is called some
 * hundred times per channel and plan.
 */
export function cumulative(z: number, densityThere?: number): number {
  if (z > 6) return 1;
  if (z < -6) return 0;
  const t = 1 / (1 + 0.33267 * abs(z));
  const tail = (densityThere ?? density(z)) * t * (0.4361836 + t * (-0.1201676 + t * 0.937298));
  return z >= 0 ? 1 - tail : tail;
}
