// What a customer says of a completed ticket, and what a lead reads of it.
import { Type } from 'typebox';
import { RATING_DIMENSIONS } from './event.js';
import type { LocalisedText } from './primitives.js';

export type RatingDimension = (typeof RATING_DIMENSIONS)[number];

export const MAX_RATING_COMMENT = 500;
/** Ratings below which a share would be one person's word. */
export const ENOUGH_RATINGS = 5;

const Score = Type.Integer({ minimum: 1, maximum: 5 });
export const RatingBody = Type.Object({
  score: Score,
  dimensions: Type.Optional(
    Type.Partial(Type.Object({ attitude: Score, timeliness: Score, resolution: Score, expertise: Score })),
  ),
  comment: Type.Optional(Type.String({ maxLength: MAX_RATING_COMMENT })),
});
export type RatingBody = Type.Static<typeof RatingBody>;

/** A customer's way to rate one completion, once. The same completion always has the same link. */
export interface RatingLink {
  url: string;
  expiresAt: string;
}

/** What the holder of a link is shown: enough to know what is asked about, and nobody's name. */
export interface RatingInvitation {
  state: 'open' | 'used' | 'expired';
  site: LocalisedText;
  channel: LocalisedText;
  /** When the ticket was completed, and the zone to tell it in. */
  completedAt: string;
  timeZone: string;
  expiresAt: string;
}

/** Ratings of some channels in some time. `n` is always told; what it is too small for is null. */
export interface SatisfactionFigures {
  n: number;
  /** False below `ENOUGH_RATINGS`. */
  enough: boolean;
  /** Share of 4 and 5. */
  satisfaction: number | null;
  avgScore: number | null;
  /** How many said 1, 2, 3, 4, 5. */
  distribution: number[] | null;
  dimensions: Record<RatingDimension, { n: number; satisfaction: number | null; avgScore: number | null }>;
}

export interface RatingComment {
  ticket: string;
  channel: string;
  at: string;
  score: number;
  dimensions: Partial<Record<RatingDimension, number>>;
  /** Numbers and addresses in it are masked. */
  comment: string;
}

/** `from` and `to` are business days of the site, both inclusive. Lowest scores first among the comments, then the newest. */
export interface SatisfactionReport {
  from: string;
  to: string;
  timeZone: string;
  asOf: string;
  /** Version of the metric definitions that it was computed by. */
  definitions: string;
  channel: string | null;
  totals: SatisfactionFigures;
  channels: (SatisfactionFigures & { id: string; name: LocalisedText })[];
  comments: RatingComment[];
}
