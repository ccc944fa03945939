import type { CapacityReport, ChannelsReport, Figures, KindRow, QualityReport, WeakPoint } from '@tideboard/contracts';
import { figuresOf, noSums, sumBy } from '@tideboard/domain';
import { channelsReport } from './channels-report.js';
import { capacityReport, knownDays } from './demand-reports.js';
import { kindRows } from './people-reports.js';
import type { Cut, Scene } from './scene.js';

/** A share of fewer than these says nothing yet. */
const FEWEST = 20;
const FEWEST_RATINGS = 5;
const LIMITS = { timeoutRate: 0.05, satisfaction: 0.9, complaints: 0.1, promises: 0.95, abandonRate: 0.1, lateKind: 1.5 };

/** The service-quality report of a week or a month: how it went against the one before, and what stands out by rule. */
export function qualityReport(scene: Scene, [cut, earlier]: [Cut, Cut], period: string): QualityReport {
  const now = channelsReport(scene, cut, 'day');
  const then = sumBy(earlier.cells, ({ channel }) => channel);
  // Of a time that is known only in part there is nothing to compare with.
  const known = earlier.first !== null && earlier.first <= earlier.period.from;
  const kinds = kindRows(scene, [cut, earlier], 'day');
  const complaint = kinds.find(({ kind }) => kind === 'complaint');
  const complaints = figuresOf(sumBy(cut.cells, ({ kind }) => (kind === 'complaint' ? 'all' : undefined)).get('all') ?? noSums());
  return {
    ...now,
    period,
    previous: { ...earlier.period, totals: figuresOf(known ? (sumBy(earlier.cells, () => 'all').get('all') ?? noSums()) : null) },
    days: knownDays(scene, cut).length,
    channels: now.channels.map((channel) => ({
      ...channel,
      share: now.totals.created ? (channel.created ?? 0) / now.totals.created : null,
      previous: figuresOf(known && scene.fed.has(channel.id) ? (then.get(channel.id) ?? noSums()) : null),
    })),
    kinds,
    complaints: {
      created: now.totals.created === null ? null : complaints.created,
      share: complaint?.share ?? (now.totals.created ? 0 : null),
      completed: now.totals.created === null ? null : complaints.completed,
      escalated: now.totals.escalated,
    },
    weakPoints: weakPoints(now, capacityReport(scene, cut), kinds),
  };
}

/** What stands out, by rules that anybody can check: the figure, what it should be, and of how many. */
export function weakPoints(
  { channels, totals }: ChannelsReport,
  capacity: CapacityReport,
  kinds: readonly KindRow[],
): WeakPoint[] {
  const found: WeakPoint[] = [];
  for (const { id, targets, ...figures } of channels) {
    found.push(...ofFigures(id, figures, targets?.serviceLevel ?? null));
    const { gap, peakNeed, dailyCapacity, days } = capacity.channels.find((row) => row.id === id)!;
    if (gap && peakNeed !== null)
      found.push({ rule: 'capacity', channel: id, kind: null, value: peakNeed, limit: dailyCapacity!, n: days });
  }
  const complaints = kinds.find(({ kind }) => kind === 'complaint');
  if (complaints?.share && totals.created! >= FEWEST && complaints.share > LIMITS.complaints)
    found.push({
      rule: 'complaints',
      channel: null,
      kind: 'complaint',
      value: complaints.share,
      limit: LIMITS.complaints,
      n: totals.created!,
    });
  const usual = (totals.timeoutRate ?? 0) * LIMITS.lateKind;
  for (const { kind, timeoutRate, completed } of kinds)
    if (kind && completed! >= FEWEST && timeoutRate !== null && timeoutRate > Math.max(usual, LIMITS.timeoutRate))
      found.push({ rule: 'kind_late', channel: null, kind, value: timeoutRate, limit: usual, n: completed! });
  return found;
}

function ofFigures(channel: string, f: Figures, serviceLevel: number | null): WeakPoint[] {
  const point = (
    rule: WeakPoint['rule'],
    value: number | null,
    { limit, n, fewest = FEWEST, under = false }: Rule,
  ): WeakPoint[] =>
    value !== null && limit !== null && (n ?? 0) >= fewest && (under ? value < limit : value > limit)
      ? [{ rule, channel, kind: null, value, limit, n: n! }]
      : [];
  const promises = f.promisesKept === null ? null : f.promisesKept + f.promisesMissed!;
  const waited = f.answered === null ? null : f.answered + f.abandoned!;
  return [
    ...point('timeouts', f.timeoutRate, { limit: LIMITS.timeoutRate, n: f.completed }),
    ...point('slow_response', f.serviceLevel, { limit: serviceLevel, n: waited, under: true }),
    ...point('satisfaction', f.satisfaction, { limit: LIMITS.satisfaction, n: f.ratings, fewest: FEWEST_RATINGS, under: true }),
    ...point('promises', f.promisesKeptRate, { limit: LIMITS.promises, n: promises, fewest: FEWEST_RATINGS, under: true }),
    ...point('abandoned', f.abandonRate, { limit: LIMITS.abandonRate, n: waited }),
  ];
}

interface Rule {
  limit: number | null;
  n: number | null;
  fewest?: number;
  under?: boolean;
}
