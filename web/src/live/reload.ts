// When an unattended screen loads itself anew: after a new build at a quiet moment, and when it hears nothing though the server is well.
export interface BuildChange {
  now: number;
  loadedAt: number;
  changedAt: number;
  /** Last instant at which a channel was in breach; null for never. */
  breachAt: number | null;
}

const QUIET_MS = 30_000;
const FIRST_MS = 60_000;
const LATEST_MS = 10 * 60_000;

/** A reload shows an empty screen for a moment: never in the first minute, not during a breach, at the latest after ten minutes. */
export function reloadIsDue({ now, loadedAt, changedAt, breachAt }: BuildChange): boolean {
  if (now - loadedAt < FIRST_MS) return false;
  if (now - changedAt >= LATEST_MS) return true;
  return breachAt === null || now - breachAt >= QUIET_MS;
}

export const WATCHDOG_MS = 60_000;

/** Nothing at all was heard for a minute while somebody looks: a reload helps, if the server would answer it. */
export const watchdogIsDue = (lastSignAt: number, now: number, visible: boolean): boolean =>
  visible && now - lastSignAt >= WATCHDOG_MS;
