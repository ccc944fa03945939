import type {
  CapacityReport,
  ChannelsReport,
  ComplaintsPart,
  Figures,
  KindRow,
  TopicRow,
  WeakPoint,
  WeakPointRule,
} from '@tideboard/contracts';

/** A share of fewer than these says nothing yet. */
const FEWEST = 20;
/** Ratings, promises, complaints and escalations are rare, and each of them is somebody's. */
const FEWEST_RARE = 5;
const LIMITS = {
  timeoutRate: 0.05,
  satisfaction: 0.9,
  complaints: 0.1,
  late: 0.05,
  promises: 0.95,
  abandonRate: 0.1,
  lateKind: 1.5,
  topicGrowth: 1.3,
};
/** How many standard deviations of the difference of two counts: of a hundred topics one in ten reports would name one by chance. */
const GROWTH_SIGMAS = 3;

/** What stands out, by rules that anybody can check: the figure, what it should be, and of how many. */
export function weakPoints(
  { channels, totals }: ChannelsReport,
  capacity: CapacityReport,
  { kinds, topics, complaints }: { kinds: readonly KindRow[]; topics: readonly TopicRow[]; complaints: ComplaintsPart },
): WeakPoint[] {
  const found: WeakPoint[] = [];
  for (const { id, targets, ...figures } of channels) {
    found.push(...ofFigures(id, figures, targets?.serviceLevel ?? null));
    found.push(
      ...ofRare(
        id,
        figures,
        complaints.channels.find((each) => each.id === id),
      ),
    );
    const { gap, peakNeed, dailyCapacity, days } = capacity.channels.find((row) => row.id === id)!;
    if (gap && peakNeed !== null)
      found.push({ rule: 'capacity', channel: id, kind: null, value: peakNeed, limit: dailyCapacity!, n: days });
  }
  if (complaints.share && totals.created! >= FEWEST && complaints.share > LIMITS.complaints)
    found.push({
      rule: 'complaints',
      channel: null,
      kind: 'complaint',
      value: complaints.share,
      limit: LIMITS.complaints,
      n: totals.created!,
    });
  const usual = Math.max((totals.timeoutRate ?? 0) * LIMITS.lateKind, LIMITS.timeoutRate);
  for (const { kind, timeoutRate, completed } of kinds)
    if (kind && completed! >= FEWEST && timeoutRate !== null && timeoutRate > usual)
      found.push({ rule: 'kind_late', channel: null, kind, value: timeoutRate, limit: usual, n: completed! });
  return [...found, ...grown(topics)];
}

/** Topics that came far more often than just before, and by more than chance would bring in one of many; the largest growth first. */
function grown(topics: readonly TopicRow[]): WeakPoint[] {
  const found = topics.flatMap(({ topic, created, previousCreated: before }): WeakPoint[] => {
    if (topic === null || before === null || created! < FEWEST) return [];
    const limit = Math.ceil(Math.max(before * LIMITS.topicGrowth, before + GROWTH_SIGMAS * Math.sqrt(created! + before)));
    return created! > limit
      ? [{ rule: 'topic_grew', channel: null, kind: null, topic, value: created!, limit, n: created! }]
      : [];
  });
  return found.toSorted((a, b) => b.value - b.limit - (a.value - a.limit));
}

const pointsOf =
  (channel: string) =>
  (rule: WeakPointRule, value: number | null, { limit, n, fewest = FEWEST, under = false }: Rule): WeakPoint[] =>
    value !== null && limit !== null && (n ?? 0) >= fewest && (under ? value < limit : value > limit)
      ? [{ rule, channel, kind: null, value, limit, n: n! }]
      : [];

/** Complaints that waited to be taken up, and escalations that waited for a decision. */
function ofRare(channel: string, figures: Figures, complaints: ComplaintsPart['channels'][number] | undefined): WeakPoint[] {
  const point = pointsOf(channel);
  const late = (rule: WeakPointRule, missed: number | null | undefined, n: number | null | undefined): WeakPoint[] =>
    missed && n ? point(rule, missed / n, { limit: LIMITS.late, n, fewest: FEWEST_RARE }) : [];
  return [
    ...late('complaints_late', complaints?.takenUpLate, complaints?.created),
    ...late('escalations_late', figures.escalationMisses, figures.escalated),
  ];
}

function ofFigures(channel: string, f: Figures, serviceLevel: number | null): WeakPoint[] {
  const point = pointsOf(channel);
  const promises = f.promisesKept === null ? null : f.promisesKept + f.promisesMissed!;
  const waited = f.answered === null ? null : f.answered + f.abandoned!;
  return [
    ...point('timeouts', f.timeoutRate, { limit: LIMITS.timeoutRate, n: f.completed }),
    ...point('slow_response', f.serviceLevel, { limit: serviceLevel, n: waited, under: true }),
    ...point('satisfaction', f.satisfaction, { limit: LIMITS.satisfaction, n: f.ratings, fewest: FEWEST_RARE, under: true }),
    ...point('promises', f.promisesKeptRate, { limit: LIMITS.promises, n: promises, fewest: FEWEST_RARE, under: true }),
    ...point('abandoned', f.abandonRate, { limit: LIMITS.abandonRate, n: waited }),
  ];
}

interface Rule {
  limit: number | null;
  n: number | null;
  fewest?: number;
  under?: boolean;
}
