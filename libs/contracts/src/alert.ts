import { Type } from 'typebox';
import { Instant, type LocalisedText } from './primitives.js';

export const SnoozeBody = Type.Object({ until: Instant });

/** Why an early warning was raised: what came in during `windowSeconds`, and what this hour of the week usually brings. */
export interface AlertEvidence {
  observed: number;
  expected: number;
  /** Nineteen of twenty such hours bring between `low` and `high`. */
  low: number;
  high: number;
  windowSeconds: number;
  /** How many earlier weeks the expectation stands on. */
  weeks: number;
  /** The chance of as many or more, if nothing is the matter. */
  score: number;
  /** What stands out, the clearest first; of bad ratings: what they are about. `expected` is null where it was not judged by itself. */
  kinds: { kind: string | null; observed: number; expected: number | null }[];
  /** Of a spike of a topic: which ones, with what the site calls them (null: nothing else). */
  topics?: { topic: string; name: LocalisedText | null; observed: number; expected: number }[];
}

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
  /** Of an early warning, as it was when it was raised; other alerts have none. */
  evidence?: AlertEvidence;
}
