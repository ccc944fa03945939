import type { SilenceView } from '@tideboard/contracts';

/** A silence as the store holds it; instants are epoch ms of the site clock, null is "all". */
export interface Silence {
  id: string;
  channel: string | null;
  metric: string | null;
  from: number;
  until: number;
  reason: string | null;
  createdBy: string;
  createdAt: number;
}

/** The instant (epoch ms) up to which an alert on this channel and metric is kept quiet at `now`; null when it is not. */
export function silencedUntil(
  silences: readonly Silence[],
  { channel, metric }: { channel: string; metric: string },
  now: number,
): number | null {
  const holding = silences.filter(
    (silence) =>
      silence.from <= now &&
      now < silence.until &&
      (silence.channel ?? channel) === channel &&
      (silence.metric ?? metric) === metric,
  );
  return holding.length === 0 ? null : Math.max(...holding.map(({ until }) => until));
}

export const silenceView = (silence: Silence): SilenceView => ({
  ...silence,
  from: new Date(silence.from).toISOString(),
  until: new Date(silence.until).toISOString(),
  createdAt: new Date(silence.createdAt).toISOString(),
});
