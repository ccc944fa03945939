import type { CapacityReport, CapacityRow, HeatmapCell, HeatmapReport } from '@tideboard/contracts';
import { type Cell, countIn, startOfDay, sumBy } from '@tideboard/domain';
import { datesOf, hourFinder, shiftDay } from './period.js';
import { type Cut, headOf, ofChannel, type Scene } from './scene.js';

const HOUR = 3_600_000;

/** Demand by weekday and hour of the wall clock: how many tickets were created, and how many an hour of that name brings as a mean. */
export function heatmapReport(scene: Scene, cut: Cut, channel: string | null): HeatmapReport {
  const cells = channel === null ? cut.cells : ofChannel(cut.cells, channel);
  const fed = channel === null ? scene.fed.size > 0 : scene.fed.has(channel);
  return { ...headOf(scene, cut), channel, cells: demandOf(weekOf(scene, cut), fed ? cells : null) };
}

/** The days of a cut of which anything can be known, and how often each hour of the week came in them. */
interface Week {
  days: readonly string[];
  nameOf: (at: number) => number;
  occurrences: ReadonlyMap<number, number>;
}

function weekOf(scene: Scene, cut: Cut): Week {
  const hourOf = hourFinder(scene.site.timeZone);
  const nameOf = (at: number): number => {
    const { weekday, hour } = hourOf(at);
    return weekday * 24 + hour;
  };
  const days = knownDays(scene, cut);
  const slots = new Map<number, number>();
  for (const day of days) {
    const until = Math.min(startOfDay(shiftDay(day, 1), scene.site), scene.now + 1);
    for (let at = startOfDay(day, scene.site); at < until; at += HOUR / 4) slots.set(hourOf(at).slot, nameOf(at));
  }
  const occurrences = new Map<number, number>();
  for (const name of slots.values()) occurrences.set(name, (occurrences.get(name) ?? 0) + 1);
  return { days, nameOf, occurrences };
}

function demandOf({ days, nameOf, occurrences }: Week, cells: readonly Cell[] | null): HeatmapCell[] {
  const known = new Set(days);
  const sums = sumBy(cells ?? [], ({ day, slot }) => (known.has(day) ? nameOf(slot) : undefined));
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    Array.from({ length: 24 }, (_, hour): HeatmapCell => {
      const name = weekday * 24 + hour;
      const often = occurrences.get(name) ?? 0;
      const found = sums.get(name);
      const created = cells && (found || often > 0) ? (found ? countIn(found, 'created') : 0) : null;
      return { weekday, hour, created, occurrences: often, mean: created === null || often === 0 ? null : created / often };
    }),
  );
}

/** Days of the period of which anything can be known. */
export const knownDays = ({ today }: Scene, { period, first }: Cut): string[] =>
  first === null ? [] : datesOf(period).filter((day) => day >= first && day <= today);

/**
 * What the busiest day asked of each channel, what it can do in a day, and what was short: 300 needed, 200 possible, 100 short. From cells
 * of whole days it cannot tell the busiest hour.
 */
export function capacityReport(scene: Scene, cut: Cut): CapacityReport {
  const week = weekOf(scene, cut);
  const rows = scene.channels.map(({ id, name, dailyCapacity }) =>
    needOf({ id, name, dailyCapacity }, week, { ...cut, cells: ofChannel(cut.cells, id), fed: scene.fed.has(id) }),
  );
  const known = rows.flatMap(({ dailyCapacity }) => dailyCapacity ?? []);
  // Capacities of channels add up only where every channel has one.
  const capacity = known.length === rows.length && rows.length > 0 ? known.reduce((sum, each) => sum + each, 0) : null;
  const all = { id: null, name: { 'zh-CN': '合计', en: 'Total' }, dailyCapacity: capacity };
  return { ...headOf(scene, cut), channels: rows, totals: needOf(all, week, { ...cut, fed: scene.fed.size > 0 }) };
}

type Needy = Pick<CapacityRow, 'id' | 'name' | 'dailyCapacity'>;

function needOf(who: Needy, week: Week, { cells, grain, fed }: Cut & { fed: boolean }): CapacityRow {
  const days = fed ? week.days : [];
  const sums = sumBy(cells, ({ day }) => day);
  const needs = days.map((day) => ({ day, need: sums.has(day) ? countIn(sums.get(day)!, 'created') : 0 }));
  const peak = needs.reduce<(typeof needs)[number] | null>((most, each) => (!most || each.need > most.need ? each : most), null);
  const { dailyCapacity: can } = who;
  const busy =
    peak && peak.need > 0 && grain !== 'day'
      ? demandOf(week, cells).reduce((a, b) => ((b.mean ?? 0) > (a.mean ?? 0) ? b : a))
      : null;
  return {
    ...who,
    days: days.length,
    peakNeed: peak?.need ?? null,
    peakDay: peak?.day ?? null,
    meanNeed: needs.length === 0 ? null : needs.reduce((sum, { need }) => sum + need, 0) / needs.length,
    possible: peak && can !== null ? Math.min(peak.need, can) : null,
    gap: peak && can !== null ? Math.max(0, peak.need - can) : null,
    daysOver: can === null || days.length === 0 ? null : needs.filter(({ need }) => need > can).length,
    busiest: busy && busy.mean !== null ? { weekday: busy.weekday, hour: busy.hour, mean: busy.mean } : null,
  };
}
