// When the alarm rings: on entering a breach, again every half minute, three times at most; what somebody has seen stays silent.
import type { AlertView } from '@tideboard/contracts';

export const REPEAT_MS = 30_000;
export const MOST_RINGS = 3;

/** How often each incident has rung, and when last (ms of any clock that runs on). */
export type Rung = ReadonlyMap<string, { times: number; at: number }>;

/** Whether `time` (`HH:MM`) lies in the hours (`22:00-07:00`, over midnight too; empty: never). */
export function isQuiet(hours: string, time: string): boolean {
  const [from, to] = hours.split('-');
  if (from === undefined || to === undefined) return false;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** Whether an alert still asks for ears at `siteNow` (epoch ms). */
const asks = ({ state, level, acknowledgedBy, silencedUntil, snoozedUntil }: AlertView, siteNow: number): boolean =>
  state === 'firing' &&
  level === 'breach' &&
  acknowledgedBy === null &&
  !silencedUntil &&
  (snoozedUntil === null || Date.parse(snoozedUntil) <= siteNow);

/** Whether to ring now, and what has rung then. Several incidents ring once together; one that is over is forgotten. */
export function ringOf(
  alerts: readonly AlertView[],
  rung: Rung,
  { now, siteNow }: { now: number; siteNow: number },
): { ring: boolean; rung: Rung } {
  const asking = alerts.filter((alert) => asks(alert, siteNow));
  const due = new Set(
    asking
      .filter(({ dedupKey }) => {
        const before = rung.get(dedupKey);
        return !before || (before.times < MOST_RINGS && now - before.at >= REPEAT_MS);
      })
      .map(({ dedupKey }) => dedupKey),
  );
  const known = alerts.filter(({ dedupKey }) => due.has(dedupKey) || rung.has(dedupKey));
  const next = known.map(({ dedupKey }) => {
    const before = rung.get(dedupKey);
    return [dedupKey, due.has(dedupKey) ? { times: before ? before.times + 1 : 1, at: now } : before!] as const;
  });
  return { ring: due.size > 0, rung: new Map(next) };
}
