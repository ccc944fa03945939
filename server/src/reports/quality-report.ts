import type { ComplaintFigures, ComplaintsPart, Figures, QualityReport } from '@tideboard/contracts';
import { type Cell, figuresOf, noSums, sumBy } from '@tideboard/domain';
import { channelsReport } from './channels-report.js';
import { capacityReport, knownDays } from './demand-reports.js';
import { kindRows, topicRows } from './asked-reports.js';
import { type Cut, isKnown, ofChannel, type Scene } from './scene.js';
import { weakPoints } from './weak-points.js';

/** The service-quality report of a week or a month: how it went against the one before, and what stands out by rule. */
export function qualityReport(scene: Scene, [cut, earlier]: [Cut, Cut], period: string): QualityReport {
  const now = channelsReport(scene, cut, 'day');
  const then = sumBy(earlier.cells, ({ channel }) => channel);
  // Of a time that is known only in part there is nothing to compare with.
  const known = earlier.first !== null && earlier.first <= earlier.period.from;
  const kinds = kindRows(scene, [cut, earlier], 'day');
  const topics = topicRows(scene, [cut, earlier], 'day');
  const complaints = complaintsOf(scene, [cut, earlier], known);
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
    topics,
    complaints,
    weakPoints: weakPoints(now, capacityReport(scene, cut), { kinds, topics, complaints }),
  };
}

/** What became of complaints: altogether, in the period before, and by the channel that they came on. */
function complaintsOf(scene: Scene, [cut, earlier]: [Cut, Cut], known: boolean): ComplaintsPart {
  const fed = isKnown(scene, cut) && scene.fed.size > 0;
  const channels = scene.channels
    .filter(({ id }) => scene.fed.has(id))
    .map(({ id }) => ({ id, ...complaintFigures(ofChannel(cut.cells, id), fed) }));
  return {
    ...complaintFigures(cut.cells, fed),
    previous: complaintFigures(earlier.cells, known),
    channels: channels.toSorted((a, b) => (b.created ?? 0) - (a.created ?? 0)),
  };
}

function complaintFigures(cells: readonly Cell[], known: boolean): ComplaintFigures {
  const sums = sumBy(cells, ({ kind }) => (kind === 'complaint' ? 'complaint' : 'other'));
  const of: Figures = figuresOf(known ? (sums.get('complaint') ?? noSums()) : null);
  const all = (of.created ?? 0) + (figuresOf(sums.get('other') ?? noSums()).created ?? 0);
  return {
    created: of.created,
    share: of.created === null || all === 0 ? null : of.created / all,
    completed: of.completed,
    escalated: of.escalated,
    timeouts: of.timeouts,
    takenUpLate: of.complaintMisses,
  };
}
