import type { Channel, Metrics, Status, Threshold, ThresholdMetric } from '@tideboard/contracts';

/** From how many tickets, and how many ratings, a share of them says something (rule R13). */
const MIN_TICKETS = 20;
const MIN_RATINGS = 5;

/** A channel is worse when these fall, not when they rise. */
const FALLING: ReadonlySet<ThresholdMetric> = new Set(['satisfaction']);

/** `watch` or `breach` where the value is past the threshold; null where it is not, or is not known. */
export function levelOf(metric: ThresholdMetric, threshold: Threshold | undefined, metrics: Metrics): 'watch' | 'breach' | null {
  const value = metricValue(metric, metrics);
  if (value === null || !threshold) return null;
  const past = (limit: number | null): boolean => limit !== null && (FALLING.has(metric) ? value < limit : value > limit);
  if (past(threshold.breach)) return 'breach';
  return past(threshold.warn) ? 'watch' : null;
}

/** The figure, or null where it is unknown or stands on too few to say anything. */
export const metricValue = (metric: ThresholdMetric, metrics: Metrics): number | null =>
  speaks(metric, metrics) ? metrics[metric] : null;

function speaks(metric: ThresholdMetric, metrics: Metrics): boolean {
  if (metric === 'timeoutRate') return metrics.completedToday >= MIN_TICKETS;
  return metric === 'satisfaction' ? metrics.ratings >= MIN_RATINGS : true;
}

export interface StatusInput {
  metrics: Metrics;
  thresholds: Channel['thresholds'];
  open: boolean;
  /** Never fed, or its source silent for longer than the channel allows. */
  silent: boolean;
}

/** Rule R13: closed > no_data > breach > watch > ok, and the metrics that are past a threshold, worst first. */
export function statusOf({ metrics, thresholds, open, silent }: StatusInput): { status: Status; causes: ThresholdMetric[] } {
  const levels = (Object.keys(thresholds) as ThresholdMetric[]).map((metric) => ({
    metric,
    level: levelOf(metric, thresholds[metric], metrics),
  }));
  const at = (level: 'watch' | 'breach'): ThresholdMetric[] =>
    levels.filter((entry) => entry.level === level).map((entry) => entry.metric);
  const causes = [...at('breach'), ...at('watch')];
  if (!open) return { status: 'closed', causes };
  if (silent) return { status: 'no_data', causes };
  const worst = at('breach').length > 0 ? 'breach' : 'watch';
  return { status: causes.length > 0 ? worst : 'ok', causes };
}
