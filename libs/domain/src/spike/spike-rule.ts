export interface SpikeRule {
  /** What is counted together, in slots of five minutes. */
  windowSlots: number;
  /** How many weeks back, and how many of them must be known. */
  weeks: number;
  minWeeks: number;
  /** Fewer than these, or less than so many times the usual, are no news however unlikely. */
  minCount: number;
  minRatio: number;
  /** False alarms a week over all series of a site that are allowed for. */
  alarmsPerWeek: number;
  /** A window that slides has more chances than one that stands: so many windows' worth. */
  scan: number;
}

export const SPIKE_RULE: SpikeRule = {
  windowSlots: 12,
  weeks: 4,
  minWeeks: 3,
  minCount: 8,
  minRatio: 1.5,
  alarmsPerWeek: 1,
  scan: 2,
};
