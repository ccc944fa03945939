// What an hour usually brings, from the same hour of earlier weeks.
import { countUpTo, type CountSeries, SLOTS_A_DAY, SLOTS_A_WEEK } from './count-series.js';
import type { CountModel } from './count-tail.js';
import { SPIKE_RULE, type SpikeRule } from './spike-rule.js';

/** One series in question. */
export interface SpikeCase {
  own: CountSeries;
  /** All of the same channel, this series included: a busy day, on which everything grows, is no news of one kind. */
  all: CountSeries;
  /** Wall-clock days (slot ÷ 288) of which anything is known. */
  known: ReadonlySet<number>;
  /** How much the series varies against chance: `dispersionOf`. */
  dispersion: number;
  /** How high it jumps by itself: `dailyJumps`. */
  jumps: readonly number[];
}

/** How far a rest of the channel that is busier than usual raises what is expected. */
const MOST_LIFT = 2;
/** From how many on the rest of the channel tells anything. */
const MIN_OTHERS = 5;
/** A past count this many standard deviations off its median is brought back there: last month's outbreak must not hide the next. */
const OUTLIER = 3;
/** A dispersion that no series is taken to exceed while its own is being found. */
const WILD = 4;

/** Slots of the same window in earlier weeks, as far as anything is known of them. */
function references(slot: number, { known }: Pick<SpikeCase, 'known'>, rule: SpikeRule): number[] {
  const slots = Array.from({ length: rule.weeks }, (_, k) => slot - (k + 1) * SLOTS_A_WEEK);
  return slots.filter((past) => isKnown(past, rule.windowSlots, known));
}

const dayOf = (slot: number): number => Math.floor(slot / SLOTS_A_DAY);
const isKnown = (slot: number, length: number, known: ReadonlySet<number>): boolean =>
  known.has(dayOf(slot)) && known.has(dayOf(slot - length + 1));

/** Whether enough weeks are known to expect anything of the window that ends with `slot`. */
export const isJudged = (spike: Pick<SpikeCase, 'known'>, slot: number, rule = SPIKE_RULE): boolean =>
  references(slot, spike, rule).length >= rule.minWeeks;

/** What the window that ends with `slot` is expected to hold; null where too few weeks are known. */
export function expectationOf(spike: SpikeCase, slot: number, rule = SPIKE_RULE): (CountModel & { weeks: number }) | null {
  const at = references(slot, spike, rule);
  if (at.length < rule.minWeeks) return null;
  const { own, dispersion } = spike;
  const counts = within(
    at.map((past) => countUpTo(own, past, rule.windowSlots)),
    dispersion,
  );
  // A prior of one event: it rules where nothing has come yet and vanishes beside a hundred.
  const strength = 1 / Math.max(usual(spike, slot, rule), 0.05);
  const weight = counts.length + strength;
  const mean = ((sum(counts) + 1) / weight) * liftOf(spike, { slot, at, rule });
  return { mean, variance: dispersion * mean * (1 + 1 / weight), weeks: at.length };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

function within(counts: readonly number[], dispersion: number): number[] {
  const middle = median(counts);
  const room = OUTLIER * Math.sqrt(dispersion * Math.max(1, middle));
  return counts.map((count) => Math.min(middle + room, Math.max(middle - room, count)));
}

/** The mean of the same time of day over all known days of the reference weeks. */
function usual({ own, known }: SpikeCase, slot: number, rule: SpikeRule): number {
  const days = Array.from({ length: rule.weeks * 7 }, (_, k) => slot - (k + 1) * SLOTS_A_DAY).filter((past) =>
    isKnown(past, rule.windowSlots, known),
  );
  return days.length === 0 ? 0 : sum(days.map((past) => countUpTo(own, past, rule.windowSlots))) / days.length;
}

export function liftOf(
  { own, all }: Pick<SpikeCase, 'own' | 'all'>,
  { slot, at, rule }: { slot: number; at: readonly number[]; rule: SpikeRule },
): number {
  const others = (end: number): number => countUpTo(all, end, rule.windowSlots) - countUpTo(own, end, rule.windowSlots);
  const expected = median(at.map(others));
  return expected < MIN_OTHERS ? 1 : Math.min(MOST_LIFT, Math.max(1, others(slot) / expected));
}

/** How much more a series varies from week to week than chance makes it (1: not at all), over the weeks before `slot`. */
export function dispersionOf({ own, known }: Pick<SpikeCase, 'own' | 'known'>, slot: number, rule = SPIKE_RULE): number {
  let spread = 0;
  let expected = 0;
  for (let cell = 0; cell < SLOTS_A_WEEK; cell += rule.windowSlots) {
    const at = references(slot - cell + SLOTS_A_WEEK - 1, { known }, rule);
    if (at.length < 2) continue;
    // One outbreak must not make the series look wild for a month.
    const counts = within(
      at.map((past) => countUpTo(own, past, rule.windowSlots)),
      WILD,
    );
    const mean = sum(counts) / counts.length;
    spread += sum(counts.map((count) => (count - mean) ** 2));
    expected += mean * (counts.length - 1);
  }
  return expected === 0 ? 1 : Math.max(1, spread / expected);
}
