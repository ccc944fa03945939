// What customers come with: by kind, which the upstream says, and by topic, which the site's rules may tell.
import type { AskedRow, KindRow, KindsReport, LocalisedText, ReportGrain, Site, TopicRow } from '@tideboard/contracts';
import { type Cell, countIn, figuresOf, noSums, type Sums, sumBy } from '@tideboard/domain';
import { bucketsOf } from './period.js';
import { type Cut, headOf, type Scene } from './scene.js';

/** A course is told of so many, the most asked: each of some hundred topics by the hour would be more than anybody reads. */
const MOST_COURSES = 20;

/** How it goes with each kind and topic, and how that changes: against the same length of time before, and along the period. */
export function kindsReport(scene: Scene, cuts: [Cut, Cut], grain: ReportGrain): KindsReport {
  return { ...headOf(scene, cuts[0]), grain, kinds: kindRows(scene, cuts, grain), topics: topicRows(scene, cuts, grain) };
}

/** Most asked first; null is what nobody said. */
export const kindRows = (scene: Scene, cuts: [Cut, Cut], grain: ReportGrain): KindRow[] =>
  askedRows(scene, cuts, { grain, of: ({ kind }) => kind }).map(({ of: kind, ...row }) => ({ kind, ...row }));

/** Most asked first; null is what neither the upstream said nor a rule told. */
export function topicRows(scene: Scene, cuts: [Cut, Cut], grain: ReportGrain): TopicRow[] {
  const names = topicNames(scene.site);
  const sameRules = scene.topicsSince <= cuts[1].period.from;
  return askedRows(scene, cuts, { grain, of: ({ topic }) => topic }).map(({ of: topic, ...row }) => ({
    topic,
    name: names.get(topic) ?? null,
    ...row,
    // Under other rules fewer or more would have been told: no change of the customers'.
    ...(sameRules || (topic !== null && !names.has(topic)) ? {} : { previousCreated: null, change: null }),
  }));
}

/** What the site calls its topics; an upstream's own ones have no other name. */
export const topicNames = ({ topics = [] }: Site): Map<string | null, LocalisedText> =>
  new Map(topics.map(({ topic, name }) => [topic, name]));

interface Cutting {
  grain: ReportGrain;
  of: (cell: Cell) => string | null;
}

function askedRows(scene: Scene, [cut, earlier]: [Cut, Cut], { grain, of }: Cutting): (AskedRow & { of: string | null })[] {
  const bucketing = bucketsOf(cut.period, grain, scene.site, { ...scene, first: cut.first });
  const sums = sumBy(cut.cells, of);
  const previous = sumBy(earlier.cells, of);
  const created = (found: Sums | undefined): number => (found ? countIn(found, 'created') : 0);
  const all = [...sums.values()].reduce((sum, each) => sum + created(each), 0);
  const comparable = earlier.first !== null && earlier.first <= earlier.period.from;
  const names = [...new Set([...sums.keys(), ...previous.keys()])].toSorted(
    (a, b) => created(sums.get(b)) - created(sums.get(a)) || (a ?? '').localeCompare(b ?? ''),
  );
  const shown = new Set(names.slice(0, MOST_COURSES));
  const stretches = sumBy(cut.cells, (cell) =>
    shown.has(of(cell)) ? `${of(cell) ?? ''}\n${bucketing.nameOf(cell)}` : undefined,
  );
  const courseOf = (name: string | null) =>
    bucketing.buckets.map(({ at, known }) => ({ at, created: known ? created(stretches.get(`${name ?? ''}\n${at}`)) : null }));
  return names.map((name) => {
    const n = created(sums.get(name));
    const before = comparable ? created(previous.get(name)) : null;
    return {
      of: name,
      share: all === 0 ? null : n / all,
      previousCreated: before,
      change: before ? n / before - 1 : null,
      ...figuresOf(sums.get(name) ?? noSums()),
      buckets: shown.has(name) ? courseOf(name) : [],
    };
  });
}
