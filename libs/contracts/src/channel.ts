// The registry of channels and the site's settings: what a floor is, as people set it up.
import { Type } from 'typebox';
import { ClockTime, LANGUAGES, LocalisedText, Seconds, Slug } from './primitives.js';
import { TopicRule } from './topic.js';

export const CHANNEL_TYPES = ['phone', 'web_chat', 'app_chat', 'social', 'email', 'offline'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export const ServiceHours = Type.Array(
  Type.Object(
    { days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }), from: ClockTime, to: ClockTime },
    { description: 'ISO weekdays, Monday is 1; `to` at or before `from` ends on the next day' },
  ),
  { maxItems: 50 },
);

/** Raised at `breach` (or `warn`) held for `forSeconds`, cleared below `release`. */
export const Threshold = Type.Object({
  warn: Type.Union([Type.Number(), Type.Null()]),
  breach: Type.Union([Type.Number(), Type.Null()]),
  release: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  /** A day at most: what has to hold for longer warns nobody. */
  forSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
});
export type Threshold = Type.Static<typeof Threshold>;

export const THRESHOLD_METRICS = [
  'pending',
  'timeoutRate',
  'avgResponseSeconds',
  'longestWaitSeconds',
  'satisfaction',
  'complaintMissesToday',
] as const;
export type ThresholdMetric = (typeof THRESHOLD_METRICS)[number];

export const Targets = Type.Object({
  responseSeconds: Seconds,
  assignSeconds: Seconds,
  escalateSeconds: Seconds,
  complaintStartSeconds: Seconds,
  complaintHandleSeconds: Seconds,
  handleSeconds: Type.Object({ urgent: Seconds, normal: Seconds, low: Seconds }),
  serviceLevel: Type.Number({ minimum: 0, maximum: 1 }),
});
export type Targets = Type.Static<typeof Targets>;

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Line = Type.Union([Type.String({ maxLength: 200 }), Type.Null()]);

export const Channel = Type.Object({
  id: Slug,
  name: LocalisedText,
  type: Type.Enum([...CHANNEL_TYPES]),
  accessMethod: Line,
  owner: Line,
  contact: Line,
  dailyCapacity: Type.Union([Count, Type.Null()]),
  customerGroup: Line,
  serviceHours: Type.Union([ServiceHours, Type.Null()]),
  holidays: Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), { maxItems: 1000 }),
  targets: Targets,
  thresholds: Type.Object(
    Object.fromEntries(THRESHOLD_METRICS.map((m) => [m, Type.Optional(Threshold)])) as Record<
      ThresholdMetric,
      Type.TOptional<typeof Threshold>
    >,
  ),
  minStaff: Count,
  weight: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
  concurrency: Type.Integer({ minimum: 1, maximum: 100 }),
  deferrable: Type.Boolean(),
  silentAfterSeconds: Type.Union([Seconds, Type.Null()]),
  position: Type.Integer({ minimum: 0, maximum: 10_000 }),
});
export type Channel = Type.Static<typeof Channel>;

/**
 * How many days things are kept: the logs from their arrival in real time, rollups of past business days by how fine they are. As long as
 * a ticket is kept, every figure of its days can be counted anew; when it goes, its share of them stays for as long as the rollups do.
 */
export const Retention = Type.Object({
  eventLogDays: Type.Integer({ minimum: 35, maximum: 3660 }),
  auditDays: Type.Integer({ minimum: 180, maximum: 7320 }),
  /** Alerts that have cleared and reassignments that are over, by the site clock. */
  alertDays: Type.Optional(Type.Integer({ minimum: 35, maximum: 3660 })),
  reassignmentDays: Type.Optional(Type.Integer({ minimum: 35, maximum: 3660 })),
  /** Tickets that have ended, from the last that was heard of them; never before their events have left the event log. */
  ticketDays: Type.Optional(Type.Integer({ minimum: 35, maximum: 7320 })),
  rollup5minDays: Type.Optional(Type.Integer({ minimum: 7, maximum: 3660 })),
  rollupHourDays: Type.Optional(Type.Integer({ minimum: 35, maximum: 3660 })),
  rollupDayDays: Type.Optional(Type.Integer({ minimum: 35, maximum: 7320 })),
});
export type Retention = Type.Static<typeof Retention>;

export const Site = Type.Object({
  name: LocalisedText,
  timeZone: Type.String({ maxLength: 64 }),
  businessDayStart: ClockTime,
  timeoutRateBase: Type.Enum(['completed', 'handled']),
  languages: Type.Array(Type.Enum([...LANGUAGES]), { minItems: 1, maxItems: 2 }),
  retention: Type.Optional(Retention),
  /** How a topic is told where the upstream does not say it: the first rule that holds. */
  topics: Type.Optional(Type.Array(TopicRule, { maxItems: 200 })),
});
export type Site = Type.Static<typeof Site>;

/** What everybody of the house may know of a channel. */
export interface ChannelName {
  id: string;
  name: LocalisedText;
}
