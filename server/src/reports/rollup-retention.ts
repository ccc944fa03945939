import type { Retention } from '@tideboard/contracts';
import { ROLLUP_GRAINS, type RollupGrain } from '@tideboard/domain';
import { shiftDay } from './period.js';

const DAYS_OF: Record<RollupGrain, keyof Retention> = {
  '5min': 'rollup5minDays',
  hour: 'rollupHourDays',
  day: 'rollupDayDays',
};

/** Rollups of these business days that are older than their grain is kept; the running day is the first that counts. */
export const expired = (
  days: readonly string[],
  { today, kept }: { today: string; kept: Required<Retention> },
): [grain: RollupGrain, day: string][] =>
  ROLLUP_GRAINS.flatMap((grain) => {
    const first = shiftDay(today, 1 - kept[DAYS_OF[grain]]);
    return days.filter((day) => day < first).map((day): [RollupGrain, string] => [grain, day]);
  });

/** The grains in which a business day is still kept. */
export const keptGrains = (day: string, { today, kept }: { today: string; kept: Required<Retention> }): RollupGrain[] =>
  ROLLUP_GRAINS.filter((grain) => day >= shiftDay(today, 1 - kept[DAYS_OF[grain]]));
