import { Type } from 'typebox';
import { Instant } from './primitives.js';

const All = Type.Null();

/** Keeps alerts quiet for a while: of one channel or all (null), of one metric or all (null). Without an end there is no silence. */
export const SilenceBody = Type.Object(
  {
    channel: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 64 }), All])),
    metric: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 64 }), All])),
    /** Defaults to now. */
    from: Type.Optional(Instant),
    until: Instant,
    reason: Type.Optional(Type.Union([Type.String({ maxLength: 500 }), Type.Null()])),
  },
  // A misspelt `channel` would silence the whole floor.
  { additionalProperties: false },
);

export interface SilenceView {
  id: string;
  channel: string | null;
  metric: string | null;
  from: string;
  until: string;
  reason: string | null;
  createdBy: string;
  createdAt: string;
}
