// Reports: what the board showed, over more than a day. Same names and units as on the board, without its "Today"; null is not known,
// never 0. `from` and `to` are business days of the site, both inclusive.
import type { LocalisedText } from './primitives.js';
import type { WeakPoint } from './weak-point.js';

export const REPORT_GRAINS = ['5min', 'hour', 'day', 'week', 'month', 'quarter'] as const;
export type ReportGrain = (typeof REPORT_GRAINS)[number];
export const REPORT_FORMATS = ['json', 'csv', 'xlsx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const FIGURES = [
  'created',
  'completed',
  'answered',
  'handled',
  'avgResponseSeconds',
  'avgHandleSeconds',
  'timeouts',
  'timeoutRate',
  'serviceLevel',
  'abandoned',
  'abandonRate',
  'satisfaction',
  'ratings',
  'avgScore',
  'firstContactRate',
  'reopened',
  'escalated',
  'promisesKept',
  'promisesMissed',
  'promisesKeptRate',
  'assignMisses',
  'escalationMisses',
  'complaintMisses',
] as const;
export type FigureName = (typeof FIGURES)[number];
export type Figures = Record<FigureName, number | null>;

/** What every report begins with. */
export interface ReportHead {
  from: string;
  to: string;
  timeZone: string;
  /** The site clock when the oldest part of it was counted. */
  asOf: string;
  /** Version of the metric definitions that it was computed by. */
  definitions: string;
  /** Earlier sets, by which days were counted whose tickets are gone by now; missing where there are none. */
  earlierDefinitions?: string[];
}

/** A stretch of a report; `at` is its first business day, or for hours and minutes the instant at which it begins. */
export interface ReportBucket extends Figures {
  at: string;
}

export interface ReportChannel extends Figures {
  id: string;
  name: LocalisedText;
  targets: { responseSeconds: number; serviceLevel: number } | null;
  buckets: ReportBucket[];
}

export interface ChannelsReport extends ReportHead {
  grain: ReportGrain;
  totals: Figures;
  buckets: ReportBucket[];
  channels: ReportChannel[];
}

/** Demand (tickets created) by weekday (ISO, Monday is 1) and hour of the wall clock. */
export interface HeatmapCell {
  weekday: number;
  hour: number;
  created: number | null;
  /** How often this hour of this weekday came in the period. */
  occurrences: number;
  mean: number | null;
}

export interface HeatmapReport extends ReportHead {
  channel: string | null;
  cells: HeatmapCell[];
}

export interface CapacityRow {
  id: string | null;
  name: LocalisedText;
  dailyCapacity: number | null;
  /** Most tickets created on one business day, and which day that was. */
  peakNeed: number | null;
  peakDay: string | null;
  meanNeed: number | null;
  /** How much of the peak is possible, and how much is short. */
  possible: number | null;
  gap: number | null;
  daysOver: number | null;
  days: number;
  /** The busiest hour of a week: weekday, hour, and how many it brings as a mean. */
  busiest: { weekday: number; hour: number; mean: number } | null;
}

export interface CapacityReport extends ReportHead {
  channels: CapacityRow[];
  totals: CapacityRow;
}

/** What came in of one kind or topic. */
export interface AskedRow extends Figures {
  share: number | null;
  /** The same length of time just before. */
  previousCreated: number | null;
  change: number | null;
  /** Its course over the period; of the twenty most asked only. */
  buckets: { at: string; created: number | null }[];
}

export interface KindRow extends AskedRow {
  /** Null: the upstream did not say. */
  kind: string | null;
}

export interface TopicRow extends AskedRow {
  /** Null: the upstream did not say, and no rule of the site told. */
  topic: string | null;
  /** What the site calls it; null where it has no other name. */
  name: LocalisedText | null;
}

export interface KindsReport extends ReportHead {
  grain: ReportGrain;
  kinds: KindRow[];
  topics: TopicRow[];
}

export interface AgentRow extends Figures {
  /** Null: nobody held the ticket, or nobody said who. */
  id: string | null;
  name: string | null;
  home: string | null;
  teams: string[];
  channels: string[];
  /** Completed on another channel than the home one, and its share of all that they completed. */
  helped: number | null;
  helpedShare: number | null;
}

export interface AgentsReport extends ReportHead {
  agents: AgentRow[];
}

export type Certainty = 'higher' | 'lower' | 'unclear' | 'too_little';

/** One figure before and after. The interval holds the true difference with 95 % certainty, as far as days resemble one another. */
export interface ComparedFigure {
  figure: FigureName;
  a: number | null;
  b: number | null;
  /** What the figure is a share or mean of; for counts the number of days. */
  nA: number;
  nB: number;
  difference: number | null;
  low: number | null;
  high: number | null;
  certainty: Certainty;
}

export interface CompareReport {
  a: { from: string; to: string; days: number };
  b: { from: string; to: string; days: number };
  timeZone: string;
  asOf: string;
  definitions: string;
  method: 'bootstrap_days';
  totals: ComparedFigure[];
  channels: { id: string; name: LocalisedText; figures: ComparedFigure[] }[];
}

/** Of the tickets whose kind is complaint, and of no others. */
export interface ComplaintFigures {
  created: number | null;
  /** Of all that was created there. */
  share: number | null;
  completed: number | null;
  escalated: number | null;
  timeouts: number | null;
  /** Not taken up by their deadline. */
  takenUpLate: number | null;
}

export interface ComplaintsPart extends ComplaintFigures {
  previous: ComplaintFigures;
  /** Most complaints first. */
  channels: (ComplaintFigures & { id: string })[];
}

export interface QualityReport extends ReportHead {
  period: string;
  previous: { from: string; to: string; totals: Figures };
  totals: Figures;
  /** Business days of the period for which anything is known. */
  days: number;
  channels: (ReportChannel & { share: number | null; previous: Figures })[];
  kinds: KindRow[];
  /** Missing in a report that was kept before there were topics. */
  topics?: TopicRow[];
  complaints: ComplaintsPart;
  weakPoints: WeakPoint[];
}
