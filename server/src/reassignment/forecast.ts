// What is predicted when a reassignment is carried out, and whether it came true. Pure.
import type { ReassignmentScore } from '@tideboard/contracts';
import {
  type ActionPrediction,
  type ChannelSnapshot,
  type PolicyInput,
  predict,
  type Prediction,
  type Proposed,
  type Snapshot,
} from '@tideboard/rebalance';
import { rangeOf, spreadOf, widthOf } from './range.js';
import type { Forecast } from './record.js';

/** When a reassignment is scored after it was carried out. */
export const SCORE_AFTER_SECONDS = 900;

/** The effect on the two channels, as `plan` gives it with its own actions. */
export function effectOn(prediction: Prediction, from: string, to: string): ActionPrediction {
  const of = (id: string) => prediction.channels.find(({ after }) => after.channel === id) ?? null;
  return { receiver: of(to), donor: of(from) };
}

/**
 * What will wait at `to` at the instant of the score. Asked of the predictor at that very instant: a line between now and its usual
 * horizon would say nothing of a line that grows first and shrinks after. It looks further on deferrable work, whatever it is told;
 * as the receiver of one score that channel is asked like a live one. Who changes channel is told as ordered a moment ago: they finish
 * what they have and change over first, and what they are worth until then would make the quarter of an hour look shorter.
 */
export function ahead(
  snapshot: Snapshot,
  actions: readonly Proposed[],
  { to, policy }: { to: string; policy: PolicyInput },
): number | null {
  const channels = (snapshot.channels ?? []).map((channel) => (channel.id === to ? { ...channel, deferrable: false } : channel));
  const moves = actions.filter(({ action }) => action === 'move' || action === 'return');
  const ordered = moves.map(({ action, agent, to: goal }) => ({
    action,
    agent,
    to: goal,
    at: snapshot.now,
    status: 'applied' as const,
  }));
  const floor = { ...snapshot, channels, orders: [...(snapshot.orders ?? []), ...ordered] };
  const others = actions.filter((action) => !moves.includes(action));
  const { receiver } = effectOn(predict(floor, others, { ...policy, horizonSeconds: SCORE_AFTER_SECONDS }), to, to);
  return receiver?.after.pendingAtEnd ?? null;
}

/** Predicted pending of the receiver a quarter of an hour on; null where the prediction says nothing. */
export function forecastOf(
  waiting: number | null,
  receiver: ChannelSnapshot | undefined,
  { now, misfits }: { now: number; misfits: readonly number[] },
): Forecast | null {
  if (waiting === null || receiver?.pending == null) return null;
  const spread = spreadOf(receiver, waiting, SCORE_AFTER_SECONDS);
  const { low, high } = rangeOf(spread, widthOf(misfits));
  const point = Math.round(waiting);
  return {
    predicted: Math.round(waiting * 10) / 10,
    low: Math.min(low, point),
    high: Math.max(high, point),
    dueAt: now + SCORE_AFTER_SECONDS * 1000,
    spread,
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
