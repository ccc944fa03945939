import type { AlertRule } from '../alert-machine.js';
import { countUpTo, type CountSeries } from './count-series.js';
import { isJudged, type SpikeCase } from './baseline.js';
import { type SpikeFinding, spikeOf } from './spike.js';
import { SPIKE_RULE, type SpikeRule } from './spike-rule.js';

export const SPIKE_METRICS = ['complaintSpike', 'kindSpike', 'topicSpike', 'badRatingSpike'] as const;
export type SpikeMetric = (typeof SPIKE_METRICS)[number];

/** A series with its place: which alert it may raise, and what it counts. */
export interface PlacedCase extends SpikeCase {
  channel: string;
  metric: SpikeMetric;
  /** The kind or topic of its tickets; null: all of them. */
  about: string | null;
  /** What it consists of, where that is not judged by itself. */
  parts?: readonly { kind: string | null; own: CountSeries }[];
}

export interface SpikeKind {
  kind: string | null;
  observed: number;
  expected: number | null;
}

/** The series of an alert that stands out most; `kinds` or `topics` are those past their limit, the clearest first, or else that one. */
export interface Spike extends SpikeFinding {
  channel: string;
  metric: SpikeMetric;
  kinds: SpikeKind[];
  topics: SpikeTopic[];
}

export interface SpikeTopic {
  topic: string;
  observed: number;
  expected: number;
}

/** Judges every series of a site at `slot`: one spike for each channel and metric of which enough is known; of the others none. */
export function spikesAt(cases: readonly PlacedCase[], slot: number, rule = SPIKE_RULE): Spike[] {
  const judged = cases.filter((each) => isJudged(each, slot, rule));
  const found = new Map<string, { place: PlacedCase; finding: SpikeFinding }[]>();
  for (const place of judged) {
    const finding = spikeOf(place, { slot, tests: judged.length }, rule)!;
    const name = `${place.channel}:${place.metric}`;
    found.set(name, [...(found.get(name) ?? []), { place, finding }]);
  }
  return [...found.values()].map((entries) => {
    const [worst, ...rest] = entries.toSorted((a, b) => excess(b.finding) - excess(a.finding));
    const { channel, metric, parts } = worst!.place;
    const told = [worst!, ...rest.filter(({ finding }) => excess(finding) > 1)];
    const entriesTold = told.map(({ place: { about }, finding: { observed, expected } }) => ({ about, observed, expected }));
    const kinds = parts ? partsAt(parts, slot, rule) : entriesTold.map(({ about: kind, ...of }) => ({ kind, ...of }));
    const topics = entriesTold.map(({ about: topic, ...of }) => ({ topic: topic!, ...of }));
    const spike = { channel, metric, ...worst!.finding };
    return metric === 'topicSpike' ? { ...spike, kinds: [], topics } : { ...spike, kinds, topics: [] };
  });
}

const MOST_PARTS = 3;
function partsAt(parts: NonNullable<PlacedCase['parts']>, slot: number, { windowSlots }: SpikeRule): SpikeKind[] {
  const counted = parts.map(({ kind, own }) => ({ kind, observed: countUpTo(own, slot, windowSlots), expected: null }));
  return counted
    .filter(({ observed }) => observed > 0)
    .toSorted((a, b) => b.observed - a.observed)
    .slice(0, MOST_PARTS);
}

const excess = ({ observed, limit }: SpikeFinding): number => observed / limit;

/** How long a spike must last before it is told, and be over before it is forgotten. */
const FOR_SECONDS = 300;

/** An early warning is for people to look at: it never is a breach. It is over when half of what was too much is gone. */
export const spikeAlertRule = ({ expected, limit }: SpikeFinding): AlertRule => ({
  rising: true,
  warn: limit,
  breach: null,
  release: Math.min(limit, (expected + limit) / 2),
  forSeconds: FOR_SECONDS,
});
