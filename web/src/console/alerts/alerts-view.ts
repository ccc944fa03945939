// Alerts as an inbox: what nobody has looked at first, what was put off last.
import type { AlertView } from '@tideboard/contracts';
import { stopwatch } from '../../ui/format';
import { metricValue } from '../../wall/footer-view';

export interface Inbox {
  open: AlertView[];
  snoozed: AlertView[];
}

/** Put off, or under a silence; the server lifts the latter by itself. */
export const isQuiet = (alert: AlertView, siteNow: number | null): boolean =>
  Boolean(alert.silencedUntil) || isSnoozed(alert, siteNow);

export const isSnoozed = ({ snoozedUntil }: AlertView, siteNow: number | null): boolean =>
  snoozedUntil !== null && siteNow !== null && Date.parse(snoozedUntil) > siteNow;

const byUrgency = (a: AlertView, b: AlertView): number =>
  Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null) ||
  Number(b.level === 'breach') - Number(a.level === 'breach') ||
  Date.parse(b.raisedAt) - Date.parse(a.raisedAt);

export function inboxOf(alerts: readonly AlertView[], siteNow: number | null): Inbox {
  const firing = alerts.filter(({ state }) => state === 'firing').toSorted(byUrgency);
  return {
    open: firing.filter((alert) => !isQuiet(alert, siteNow)),
    snoozed: firing.filter((alert) => isQuiet(alert, siteNow)),
  };
}

/** A value in the metric's own unit: 58, 12.5%, 4:10. */
export const amountOf = (metric: string, value: number | null): string =>
  metric.endsWith('Seconds') ? stopwatch(value) : metricValue(metric, value);

/** Whether the metric alarms by falling. */
export const alarmsBelow = (metric: string): boolean => metric === 'satisfaction';

/** Those that were not firing before, or have become worse: what a person is told aloud. */
export function freshOf(before: readonly AlertView[], now: readonly AlertView[]): AlertView[] {
  const known = new Set(before.map(({ id, level }) => `${id} ${level}`));
  return now.filter(({ id, level, state }) => state === 'firing' && !known.has(`${id} ${level}`));
}
