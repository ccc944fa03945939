import { type CountSeries, seriesOf, SLOTS_A_DAY } from './count-series.js';
import { dispersionOf } from './baseline.js';
import { dailyJumps } from './own-tail.js';
import { SPIKE_RULE } from './spike-rule.js';
import type { PlacedCase, SpikeMetric } from './spikes.js';

/** What came in on one channel within one slot of the wall clock; `kind` null: the upstream did not say; `topic` null: nobody told. */
export interface CountRow {
  slot: number;
  channel: string;
  kind: string | null;
  topic: string | null;
  created: number;
  ratings: number;
  /** Of the ratings those of 3 and less. */
  bad: number;
}

/** How many days before the day of `slot` the series reach back. */
export const SPIKE_DAYS = SPIKE_RULE.weeks * 7;

/**
 * The series of a site as of `slot`: each channel's kinds, its topics, and its bad ratings. A series in which nothing came
 * is none: what has no past and no present has nothing to say.
 */
export function spikeCases(rows: readonly CountRow[], slot: number): PlacedCase[] {
  const start = (Math.floor(slot / SLOTS_A_DAY) - SPIKE_DAYS) * SLOTS_A_DAY;
  const held = rows.filter((row) => row.slot >= start - SLOTS_A_DAY && row.slot <= slot);
  return [...groups(held, ({ channel }) => channel)].flatMap(([channel, own]) => {
    const known = new Set(own.map((row) => Math.floor(row.slot / SLOTS_A_DAY)));
    const series = (of: readonly CountRow[], pick: (row: CountRow) => number): CountSeries => {
      const counts = new Map<number, number>();
      for (const row of of) counts.set(row.slot, (counts.get(row.slot) ?? 0) + pick(row));
      return seriesOf(counts, start - SLOTS_A_DAY, slot - start + SLOTS_A_DAY + 1);
    };
    const kinds = [...groups(own, ({ kind }) => kind)];
    const made = (metric: SpikeMetric, about: string | null, of: Pick<PlacedCase, 'own' | 'all' | 'parts'>): PlacedCase => {
      // Up to last night: what happens now must not make itself look usual.
      const today = Math.floor(slot / SLOTS_A_DAY);
      const dispersion = dispersionOf({ own: of.own, known }, today * SLOTS_A_DAY);
      const jumps = dailyJumps({ own: of.own, all: of.all, known, dispersion }, today);
      return { ...of, channel, metric, about, known, dispersion, jumps };
    };
    const all = series(own, ({ created }) => created);
    const topics = [...groups(own, ({ topic }) => topic)].flatMap(([topic, of]) =>
      topic === null ? [] : [made('topicSpike', topic, { own: series(of, ({ created }) => created), all })],
    );
    const cases = kinds.flatMap(([kind, of]) => {
      const metric = kind === 'complaint' ? 'complaintSpike' : 'kindSpike';
      return kind === null ? [] : [made(metric, kind, { own: series(of, ({ created }) => created), all })];
    });
    if (own.every(({ ratings }) => ratings === 0)) return [...cases, ...topics];
    const bad = ({ bad: n }: CountRow): number => n;
    const parts = kinds.map(([kind, of]) => ({ kind, own: series(of, bad) }));
    const rated = { own: series(own, bad), all: series(own, ({ ratings }) => ratings), parts };
    return [...cases, ...topics, made('badRatingSpike', null, rated)];
  });
}

function groups<T, N>(list: readonly T[], nameOf: (each: T) => N): Map<N, T[]> {
  const found = new Map<N, T[]>();
  for (const each of list) {
    const known = found.get(nameOf(each));
    if (known) known.push(each);
    else found.set(nameOf(each), [each]);
  }
  return found;
}
