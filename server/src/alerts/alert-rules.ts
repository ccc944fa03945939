import type { AlertEvidence, Channel, ChannelBoard, Threshold, ThresholdMetric } from '@tideboard/contracts';
import { type AlertRule, metricValue } from '@tideboard/domain';

/** A rule on one figure of one channel, and what the figure is now (null: unknown). */
export interface Watch {
  metric: string;
  rule: AlertRule;
  value: number | null;
  /** Of an early warning: what it stands on. */
  evidence?: AlertEvidence;
}

/** Where a threshold names no release value: so far on the calm side of its lowest limit. */
const RELEASE_SHARE = 0.8;
const DEFAULT_FOR_SECONDS = 30;
/** Answered today, from which on their mean says something. */
const MIN_ANSWERED = 20;

const FALLING: ReadonlySet<string> = new Set(['satisfaction']);

/**
 * Everything that may raise an alert on a channel: the registry's thresholds, and the handbook's rules that need none: mean response
 * over the target, a complaint nobody has taken up in time, a source that is silent. `early` are the channel's early warnings.
 */
export function watchesOf(channel: Channel, board: ChannelBoard, early: readonly Watch[]): Watch[] {
  const thresholds = Object.entries(channel.thresholds).flatMap(([metric, threshold]) =>
    byThreshold(metric as ThresholdMetric, threshold, board),
  );
  const watches = [...thresholds, ...handbook(channel, board), ...early];
  // After hours nobody is meant to serve: what was wrong by day is over. A silent source is another thing: there nothing is known.
  if (board.status === 'closed')
    return [...watches, silence(0)].map((watch) => ({ ...watch, value: watch.rule.rising ? -Infinity : Infinity }));
  if (board.status === 'no_data') return [...watches.map((watch) => ({ ...watch, value: null })), silence(Number(board.fed))];
  return [...watches, silence(0)];
}

const silence = (value: number): Watch => ({ metric: 'silence', rule: present, value });

function byThreshold(metric: ThresholdMetric, threshold: Threshold, board: ChannelBoard): Watch[] {
  const { warn, breach } = threshold;
  const lowest = warn ?? breach;
  if (lowest === null) return [];
  const rising = !FALLING.has(metric);
  const release = threshold.release ?? (rising ? lowest * RELEASE_SHARE : Math.min(1, lowest / RELEASE_SHARE));
  return [
    {
      metric,
      rule: { rising, warn, breach, release, forSeconds: threshold.forSeconds ?? DEFAULT_FOR_SECONDS },
      value: metricValue(metric, board),
    },
  ];
}

/** True or false as a figure: past its limit at 1. */
const present: AlertRule = { rising: true, warn: 0.5, breach: null, release: 0.5, forSeconds: 0 };

function handbook({ targets, thresholds }: Channel, board: ChannelBoard): Watch[] {
  const response: AlertRule = {
    rising: true,
    warn: targets.responseSeconds,
    breach: null,
    release: targets.responseSeconds * RELEASE_SHARE,
    forSeconds: DEFAULT_FOR_SECONDS,
  };
  const known = board.serviceLevel === null || board.completedToday < MIN_ANSWERED ? null : board.avgResponseSeconds;
  return [
    ...(thresholds.avgResponseSeconds ? [] : [{ metric: 'avgResponseSeconds', rule: response, value: known }]),
    ...(thresholds.complaintMissesToday
      ? []
      : [{ metric: 'complaintsWaiting', rule: { ...present, breach: 0.5 }, value: board.complaintsWaiting }]),
  ];
}
