// Whom to tell what, and how that has gone so far. Pure.
import type {
  NotificationFormat,
  NotificationTargetBody,
  NotificationTargetPatch,
  NotificationTargetView,
} from '@tideboard/contracts';
import type { Told } from './told.js';

/** Instants of deliveries are real ones: a receiver does not know the site's clock. */
export interface Health {
  lastSuccessAt: number | null;
  lastFailureAt: number | null;
  lastProblem: string | null;
  failingSince: number | null;
  disabledBecause: 'failing' | 'gone' | null;
}

export interface Target extends Omit<NotificationTargetBody, 'url' | 'secret'> {
  id: string;
  shownUrl: string;
  /** URL and secret, as a sealed box. */
  sealed: string;
  enabled: boolean;
  addedAt: number;
  health: Health;
}

/** A receiver that answers nothing for so long is not bothered any more. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

export const fresh: Health = {
  lastSuccessAt: null,
  lastFailureAt: null,
  lastProblem: null,
  failingSince: null,
  disabledBecause: null,
};

export const isOn = ({ enabled, health }: Target): boolean => enabled && health.disabledBecause === null;

export function wants(target: Target, { type, quiet, level, channel, from, to }: Told): boolean {
  if (!isOn(target) || quiet || !(target.kinds as readonly string[]).includes(type)) return false;
  if (level === 'watch' && target.minLevel === 'breach') return false;
  const about = [channel, from, to].filter((id) => id !== undefined);
  return target.channels === null || about.length === 0 || about.some((id) => target.channels!.includes(id));
}

export const afterSuccess = (target: Target, now: number): Target => ({
  ...target,
  health: { ...target.health, lastSuccessAt: now, failingSince: null },
});

/** @param gone the receiver says that nobody will ever be there again */
export function afterFailure(target: Target, { problem, now, gone }: { problem: string; now: number; gone: boolean }): Target {
  const failingSince = target.health.failingSince ?? now;
  const disabledBecause = gone ? 'gone' : now - failingSince >= GIVE_UP_AFTER_MS ? 'failing' : target.health.disabledBecause;
  return { ...target, health: { ...target.health, lastFailureAt: now, lastProblem: problem, failingSince, disabledBecause } };
}

/** Switched on again, it starts with a clean slate: somebody has looked. */
export function amended(target: Target, patch: NotificationTargetPatch): Target {
  const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Target>;
  const health = patch.enabled ? { ...target.health, failingSince: null, disabledBecause: null } : target.health;
  return { ...target, ...said, health };
}

/** The address without what gives access: a robot's is a key by itself. */
export function shownUrl(url: string, format: NotificationFormat): string {
  const { origin, pathname, search } = new URL(url);
  const path = format === 'feishu' ? pathname.replace(/[^/]+\/?$/, '…') : pathname;
  return `${origin}${path}${search === '' ? '' : '?…'}`;
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function viewOf(target: Target, waiting: number): NotificationTargetView {
  const { id, name, format, kinds, channels, minLevel, language, enabled, health } = target;
  return {
    id,
    name,
    url: target.shownUrl,
    format,
    kinds,
    channels,
    minLevel,
    language,
    enabled,
    waiting,
    disabledBecause: enabled ? health.disabledBecause : 'person',
    lastSuccessAt: instant(health.lastSuccessAt),
    lastFailureAt: instant(health.lastFailureAt),
    lastProblem: health.lastProblem,
    failingSince: instant(health.failingSince),
  };
}
