// What a channel's row says, as text and marks: the one place that turns a channel's numbers into what people read.
import type { ChannelBoard, Status, Totals } from '@tideboard/contracts';
import { count, percent, type SpanUnit, span, UNKNOWN } from '../ui/format';
import type { Figure } from './density';

export type Mark = Status | 'stale';
export type Alarm = 'watch' | 'breach' | null;

export interface FigureView {
  value: string;
  unit: SpanUnit | null;
  /** A second line below the value. */
  under: string | null;
  alarm: Alarm;
}

export interface PendingView {
  value: string;
  threshold: string | null;
  /** Share of the threshold, 1 is at it; null where either is unknown. */
  share: number | null;
  warnShare: number | null;
  alarm: Alarm;
}

/** How far the numbers can be trusted: `old` shows the last ones as such, `gone` shows none. */
export type Trust = 'live' | 'old' | 'gone';

/** The threshold metric behind a figure, so that a cause colours the number that is the cause and no other. */
const CAUSES: Partial<Record<Figure, string[]>> = {
  longestWait: ['longestWaitSeconds'],
  avgResponse: ['avgResponseSeconds'],
  timeouts: ['timeoutRate', 'timeoutsToday', 'complaintMissesToday'],
  satisfaction: ['satisfaction'],
};

export const markOf = (channel: ChannelBoard, trust: Trust): Mark =>
  trust === 'live' || channel.status === 'no_data' ? channel.status : 'stale';

/** A channel that never sent anything has no numbers, only zeros that nobody counted, whatever its hours say. */
export const isKnown = (channel: ChannelBoard, trust: Trust): boolean => trust !== 'gone' && channel.fed;

const alarmOf = (channel: ChannelBoard, trust: Trust): Alarm =>
  trust === 'live' && (channel.status === 'watch' || channel.status === 'breach') ? channel.status : null;

export function pendingView(channel: ChannelBoard, trust: Trust): PendingView {
  const value = isKnown(channel, trust) ? channel.pending : null;
  const limit = channel.thresholds.pending;
  const breach = limit?.breach;
  const share = typeof value === 'number' && breach ? value / breach : null;
  const warnShare = breach && typeof limit?.warn === 'number' ? limit.warn / breach : null;
  const blamed = channel.causes.length === 0 || channel.causes.includes('pending');
  return {
    value: count(value),
    threshold: typeof breach === 'number' ? count(breach) : null,
    share,
    warnShare,
    alarm: blamed ? alarmOf(channel, trust) : null,
  };
}

const spanFigure = (seconds: number | null): Omit<FigureView, 'alarm'> => ({ ...span(seconds), under: null });
const plain = (value: string, under: string | null = null): Omit<FigureView, 'alarm'> => ({ value, unit: null, under });

const FIGURE: Record<
  Exclude<Figure, 'longestWait' | 'trend' | 'agents'>,
  (channel: ChannelBoard) => Omit<FigureView, 'alarm'>
> = {
  inProgress: (channel) => plain(count(channel.inProgress)),
  completed: (channel) => plain(count(channel.completedToday)),
  avgResponse: (channel) => spanFigure(channel.avgResponseSeconds),
  avgHandle: (channel) => spanFigure(channel.avgHandleSeconds),
  timeouts: (channel) => plain(count(channel.timeoutsToday), percent(channel.timeoutRate)),
  satisfaction: (channel) => plain(percent(roundShare(channel.satisfaction))),
};

/** Satisfaction is read as whole percent: its sample is too small for decimals. */
const roundShare = (share: number | null): number | null => (typeof share === 'number' ? Math.round(share * 100) / 100 : null);

export type PlainFigure = keyof typeof FIGURE;
export const isPlain = (figure: Figure): figure is PlainFigure => Object.hasOwn(FIGURE, figure);

export function figureView(channel: ChannelBoard, figure: PlainFigure, trust: Trust): FigureView {
  if (!isKnown(channel, trust)) return { ...plain(UNKNOWN), alarm: null };
  const blamed = channel.causes.some((cause) => CAUSES[figure]?.includes(cause));
  return { ...FIGURE[figure](channel), alarm: blamed ? alarmOf(channel, trust) : null };
}

export const waitAlarm = (channel: ChannelBoard, trust: Trust): Alarm =>
  channel.causes.some((cause) => CAUSES.longestWait?.includes(cause)) ? alarmOf(channel, trust) : null;

/** Seconds that the oldest pending ticket has waited; null where nothing waits or nothing is known. */
export function waitSeconds(channel: ChannelBoard, siteNow: number | null, trust: Trust): number | null {
  if (!isKnown(channel, trust)) return null;
  if (channel.oldestPendingAt === null) return null;
  return siteNow === null ? channel.longestWaitSeconds : Math.max(0, (siteNow - Date.parse(channel.oldestPendingAt)) / 1000);
}

export interface TotalView {
  key: 'pending' | 'completedToday' | 'timeoutRate' | 'satisfaction' | 'unmapped';
  value: string;
}

export function totalsView(totals: Totals | null, trust: Trust): TotalView[] {
  const known = trust === 'gone' ? null : totals;
  const views: TotalView[] = [
    { key: 'pending', value: count(known?.pending) },
    { key: 'completedToday', value: count(known?.completedToday) },
    { key: 'timeoutRate', value: percent(known?.timeoutRate) },
    { key: 'satisfaction', value: percent(known ? roundShare(known.satisfaction) : null) },
  ];
  return known && known.unmapped > 0 ? [...views, { key: 'unmapped', value: count(known.unmapped) }] : views;
}
