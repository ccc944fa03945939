import type { ChannelsReport, ReportBucket, ReportGrain } from '@tideboard/contracts';
import { type Cell, type Sums, sumBy } from '@tideboard/domain';
import { type Bucketing, bucketsOf } from './period.js';
import { type Cut, figuresFor, headOf, isKnown, type Scene } from './scene.js';

/** Every channel and all together, over the period and in stretches of it. */
export function channelsReport(scene: Scene, cut: Cut, grain: ReportGrain): ChannelsReport {
  const bucketing = bucketsOf(cut.period, grain, scene.site, { ...scene, first: cut.first });
  const known = isKnown(scene, cut);
  const totals = sumBy(cut.cells, () => 'all').get('all');
  const byChannel = sumBy(cut.cells, ({ channel }) => channel);
  const stretches = sumBy(cut.cells, (cell) => `${cell.channel} ${bucketing.nameOf(cell)}`);
  return {
    ...headOf(scene, cut),
    grain,
    totals: figuresFor(totals, known && scene.fed.size > 0),
    buckets: series(sumBy(cut.cells, bucketing.nameOf), bucketing, scene.fed.size > 0),
    channels: scene.channels.map(({ id, name, targets }) => ({
      id,
      name,
      targets: { responseSeconds: targets.responseSeconds, serviceLevel: targets.serviceLevel },
      ...figuresFor(byChannel.get(id), known && scene.fed.has(id)),
      buckets: bucketing.buckets.map(({ at, known: begun }) => ({
        at,
        ...figuresFor(stretches.get(`${id} ${at}`), begun && scene.fed.has(id)),
      })),
    })),
  };
}

const series = (sums: ReadonlyMap<string, Sums>, { buckets }: Bucketing, fed: boolean): ReportBucket[] =>
  buckets.map(({ at, known }) => ({ at, ...figuresFor(sums.get(at), known && fed) }));

/** The sums of each business day: what comparisons resample. */
export const dailySums = (cells: readonly Cell[]): Map<string, Sums> => sumBy(cells, ({ day }) => day);
