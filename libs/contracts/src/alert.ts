import { Type } from 'typebox';
import { Instant } from './primitives.js';

export const SnoozeBody = Type.Object({ until: Instant });

/** An alert as people and programs see it. `dedupKey` stays the same from raise to clear. */
export interface AlertView {
  id: string;
  channel: string;
  metric: string;
  level: 'watch' | 'breach';
  state: 'firing' | 'cleared';
  value: number | null;
  threshold: number | null;
  raisedAt: string;
  clearedAt: string | null;
  acknowledgedBy: string | null;
  snoozedUntil: string | null;
  /** A silence holds: the alert fires and makes no sound, no notice and no strip on the wall until then. */
  silencedUntil: string | null;
  dedupKey: string;
}
