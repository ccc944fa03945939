// The site clock as this screen keeps it between two beats: `at` + elapsed × rate, never the screen's own wall clock, which nobody sets.
export interface SiteClock {
  site: number;
  real: number;
  rate: number;
}

/** Further off than this (real milliseconds) and the clock was set anew, not delayed. */
const JUMP_MS = 3000;
const PULL = 0.05;

export const siteTime = (clock: SiteClock, real: number): number => clock.site + (real - clock.real) * clock.rate;

/**
 * The clock after hearing that it was `site` at `real`. A frame can only be late, never early, so the one that shows the latest time is
 * the truest; taking each frame as it comes would make the seconds stutter with the network. The gentle pull lets a screen whose own
 * clock runs too fast come back.
 */
export function hear(clock: SiteClock | null, heard: SiteClock): SiteClock {
  if (!clock || clock.rate !== heard.rate) return heard;
  const expected = siteTime(clock, heard.real);
  const ahead = heard.site - expected;
  if (ahead >= 0 || ahead < -JUMP_MS * heard.rate) return heard;
  return { ...heard, site: expected + ahead * PULL };
}
