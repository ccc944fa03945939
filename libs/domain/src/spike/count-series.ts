// Counts by five minutes of the wall clock. A slot is the number of five-minute steps since 1970 that the wall clock shows, so that
// the same time a week ago is 2016 slots before, also where the clocks were changed in between.

const SLOT_MS = 300_000;
export const SLOTS_A_DAY = 288;
export const SLOTS_A_WEEK = 7 * SLOTS_A_DAY;

/** The slot of an instant (epoch ms) where the wall clock is ahead of UTC by so much. */
export const slotOf = (at: number, offsetMs: number): number => Math.floor((at + offsetMs) / SLOT_MS);

/** Counts from `start` on, kept as running sums: any window costs two look-ups. */
export interface CountSeries {
  start: number;
  sums: Float64Array;
}

/** @param counts by slot; what lies outside of `start` and `length` is left out */
export function seriesOf(counts: ReadonlyMap<number, number>, start: number, length: number): CountSeries {
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i += 1) sums[i + 1] = sums[i]! + (counts.get(start + i) ?? 0);
  return { start, sums };
}

/** The count of the `length` slots that end with `slot`; 0 outside of what is held. */
export function countUpTo({ start, sums }: CountSeries, slot: number, length: number): number {
  const at = (index: number): number => sums[Math.min(Math.max(index, 0), sums.length - 1)]!;
  return at(slot + 1 - start) - at(slot + 1 - start - length);
}
