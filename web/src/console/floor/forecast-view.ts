// Where a channel is heading, as its column says it.
import type { BoardForecast, ChannelBoard } from '@tideboard/contracts';
import type { Alarm, Trust } from '../../wall/channel-view';

export interface ForecastView {
  n: number;
  low: number;
  high: number;
  alarm: Alarm;
}

/** Pending in a quarter of an hour; null where nobody can tell. */
export function forecastView(
  told: BoardForecast['channels'][number] | null | undefined,
  channel: ChannelBoard,
  trust: Trust,
): ForecastView | null {
  if (!told || told.pending === null || told.low === null || told.high === null || trust !== 'live') return null;
  const { warn, breach } = channel.thresholds.pending ?? { warn: null, breach: null };
  const n = Math.round(told.pending);
  const alarm = breach !== null && n >= breach ? 'breach' : warn !== null && n >= warn ? 'watch' : null;
  return { n, low: Math.round(told.low), high: Math.round(told.high), alarm };
}
