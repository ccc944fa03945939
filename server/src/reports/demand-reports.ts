import type { CapacityReport, CapacityRow, Channel, HeatmapCell, HeatmapReport } from '@tideboard/contracts';
import { type Cell, countIn, startOfDay, sumBy } from '@tideboard/domain';
import { datesOf, hourFinder, shiftDay } from './period.js';
import { type Cut, headOf, ofChannel, type Scene } from './scene.js';

const HOUR = 3_600_000;

/** Demand by weekday and hour of the wall clock: how many tickets were created, and how many an hour of that name brings as a mean. */
export function heatmapReport(scene: Scene, cut: Cut, channel: string | null): HeatmapReport {
  const cells = channel === null ? cut.cells : ofChannel(cut.cells, channel);
  const fed = channel === null ? scene.fed.size > 0 : scene.fed.has(channel);
  return { ...headOf(scene, cut), channel, cells: demandOf(scene, cut, fed ? cells : null) };
}

function demandOf(scene: Scene, cut: Cut, cells: readonly Cell[] | null): HeatmapCell[] {
  const hourOf = hourFinder(scene.site.timeZone);
  const nameOf = (at: number): number => hourOf(at).weekday * 24 + hourOf(at).hour;
  const sums = sumBy(cells ?? [], ({ slot }) => nameOf(slot));
  const occurred = new Map<number, Set<number>>();
  for (const day of knownDays(scene, cut)) {
    const until = Math.min(startOfDay(shiftDay(day, 1), scene.site), scene.now + 1);
    for (let at = startOfDay(day, scene.site); at < until; at += HOUR / 4)
      occurred.set(nameOf(at), (occurred.get(nameOf(at)) ?? new Set()).add(hourOf(at).slot));
  }
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    Array.from({ length: 24 }, (_, hour): HeatmapCell => {
      const name = weekday * 24 + hour;
      const occurrences = occurred.get(name)?.size ?? 0;
      const found = sums.get(name);
      const created = cells && (found || occurrences > 0) ? (found ? countIn(found, 'created') : 0) : null;
      return { weekday, hour, created, occurrences, mean: created === null || occurrences === 0 ? null : created / occurrences };
    }),
  );
}

/** Days of the period of which anything can be known. */
export const knownDays = ({ today }: Scene, { period, first }: Cut): string[] =>
  first === null ? [] : datesOf(period).filter((day) => day >= first && day <= today);

/** What the busiest day asked of each channel, what it can do in a day, and what was short: 300 needed, 200 possible, 100 short. */
export function capacityReport(scene: Scene, cut: Cut): CapacityReport {
  const rows = scene.channels.map((channel) => rowOf(scene, cut, channel));
  const known = rows.flatMap(({ dailyCapacity }) => dailyCapacity ?? []);
  // Capacities of channels add up only where every channel has one.
  const capacity = known.length === rows.length && rows.length > 0 ? known.reduce((sum, each) => sum + each, 0) : null;
  const all = { id: null, name: { 'zh-CN': '合计', en: 'Total' }, dailyCapacity: capacity };
  return { ...headOf(scene, cut), channels: rows, totals: needOf(all, scene, { ...cut, fed: scene.fed.size > 0 }) };
}

const rowOf = (scene: Scene, cut: Cut, { id, name, dailyCapacity }: Channel): CapacityRow =>
  needOf({ id, name, dailyCapacity }, scene, { ...cut, cells: ofChannel(cut.cells, id), fed: scene.fed.has(id) });

function needOf(who: Pick<CapacityRow, 'id' | 'name' | 'dailyCapacity'>, scene: Scene, cut: Cut & { fed: boolean }): CapacityRow {
  const days = cut.fed ? knownDays(scene, cut) : [];
  const sums = sumBy(cut.cells, ({ day }) => day);
  const needs = days.map((day) => ({ day, need: sums.has(day) ? countIn(sums.get(day)!, 'created') : 0 }));
  const peak = needs.reduce<(typeof needs)[number] | null>((most, each) => (!most || each.need > most.need ? each : most), null);
  const { dailyCapacity: can } = who;
  const busy =
    peak && peak.need > 0 ? demandOf(scene, cut, cut.cells).reduce((a, b) => ((b.mean ?? 0) > (a.mean ?? 0) ? b : a)) : null;
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
