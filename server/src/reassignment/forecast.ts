// What is predicted when a reassignment is carried out, and whether it came true. Pure.
import type { ReassignmentScore } from '@tideboard/contracts';
import type { ActionPrediction, ChannelSnapshot, Prediction } from '@tideboard/rebalance';
import type { Forecast } from './record.js';

/** When a reassignment is scored after it was carried out. */
export const SCORE_AFTER_SECONDS = 900;
/** Nine of ten outcomes of a well-understood floor lie within so many standard deviations. */
const SPREAD = 1.645;

/** The effect on the two channels, as `plan` gives it with its own actions. */
export function effectOn(prediction: Prediction, from: string, to: string): ActionPrediction {
  const of = (id: string) => prediction.channels.find(({ after }) => after.channel === id) ?? null;
  return { receiver: of(to), donor: of(from) };
}

/** Predicted pending of the receiver a quarter of an hour on; null where the prediction says nothing. */
export function forecastOf(prediction: ActionPrediction, receiver: ChannelSnapshot | undefined, now: number): Forecast | null {
  const after = prediction.receiver?.after;
  if (!after || after.pendingAtEnd === null || receiver?.pending == null) return null;
  const share = Math.min(1, SCORE_AFTER_SECONDS / Math.max(1, after.horizonSeconds));
  const predicted = receiver.pending + (after.pendingAtEnd - receiver.pending) * share;
  // Comings and goings are counts of independent events: their difference spreads like the root of their number.
  const comings = ((receiver.arrivals?.m60 ?? 0) / 3600) * SCORE_AFTER_SECONDS;
  const spread = 1 + SPREAD * Math.sqrt(2 * Math.max(comings, 1));
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    predicted: round(predicted),
    low: Math.max(0, round(predicted - spread)),
    high: round(predicted + spread),
    dueAt: now + SCORE_AFTER_SECONDS * 1000,
  };
}

export const scoreOf = ({ predicted, low, high }: Forecast, actual: number, now: number): ReassignmentScore => ({
  metric: 'pending',
  predicted,
  low,
  high,
  actual,
  within: actual >= low && actual <= high,
  at: new Date(now).toISOString(),
});
