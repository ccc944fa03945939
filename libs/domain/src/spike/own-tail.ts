// How high a series jumps by itself in hours that bring hardly anything. There a model of chance says little: somebody enters the work of
// days in one go, or one cause brings ten at once. The days of the reference weeks tell how high: their highest jumps have a tail, and an
// alarm has to lie beyond it.
import { liftOf, type SpikeCase } from './baseline.js';
import { countUpTo, SLOTS_A_DAY } from './count-series.js';
import { SPIKE_RULE } from './spike-rule.js';

/** In slots: a window that slides by less finds nothing that is much higher. */
const STEP = 3;
/** Of fewer days there is no tail to be told. */
const MIN_DAYS = 7;

/** A count on the scale on which it varies by one standard deviation whatever it is (Anscombe's), and back. */
const scaled = (count: number, dispersion: number): number => (2 * Math.sqrt(count + 3 / 8)) / Math.sqrt(dispersion);
const counted = (value: number, dispersion: number): number => ((value * Math.sqrt(dispersion)) / 2) ** 2 - 3 / 8;

/**
 * Of each known day of the weeks before `today` (slot ÷ 288) the highest jump over what the same hour of the other weeks brought, where
 * that was not much; the highest first.
 */
export function dailyJumps({ known, ...of }: Omit<SpikeCase, 'jumps'>, today: number, rule = SPIKE_RULE): number[] {
  const { own, dispersion } = of;
  const days = Array.from({ length: rule.weeks * 7 }, (_, i) => today - 1 - i).filter((day) => known.has(day));
  const jumps = days.flatMap((day) => {
    const others = days.filter((other) => other !== day && (other - day) % 7 === 0);
    if (others.length + 1 < rule.minWeeks) return [];
    let highest = 0;
    for (let slot = day * SLOTS_A_DAY + STEP - 1; slot < (day + 1) * SLOTS_A_DAY; slot += STEP) {
      const count = countUpTo(own, slot, rule.windowSlots);
      if (count < 2) continue;
      const at = others.map((other) => slot + (other - day) * SLOTS_A_DAY);
      const usual = at.reduce((sum, past) => sum + countUpTo(own, past, rule.windowSlots), 0) / at.length;
      const mean = usual * liftOf(of, { slot, at, rule });
      if (mean < rule.minCount) highest = Math.max(highest, scaled(count, dispersion) - scaled(mean, dispersion));
    }
    return highest;
  });
  return jumps.toSorted((a, b) => b - a);
}

/** The count that a series of which `mean` is expected stays below on all but a share `perDay` of days, by Gumbel's law of highest values. */
export function ownLimit(
  { jumps, dispersion }: Pick<SpikeCase, 'jumps' | 'dispersion'>,
  mean: number,
  { perDay, minCount }: { perDay: number; minCount: number },
): number {
  if (mean >= minCount || jumps.length < MIN_DAYS) return 0;
  // Drawn through two quantiles and not through the highest: an outbreak of one day must not hide the next. Two such days are a habit.
  const [half, tenth] = [0.5, 0.1].map((share) => jumps[Math.floor(share * jumps.length)]!) as [number, number];
  const scale = (tenth - half) / (gumbel(0.1) - gumbel(0.5));
  const jump = Math.max(jumps[1]!, half + scale * (gumbel(perDay) - gumbel(0.5)));
  return Math.floor(counted(scaled(mean, dispersion) + jump, dispersion));
}

/** The standard Gumbel value that is exceeded with a chance of `share`. */
const gumbel = (share: number): number => -Math.log(-Math.log1p(-share));
