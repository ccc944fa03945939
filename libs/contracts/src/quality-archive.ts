// Quality reports as they were produced on schedule. What is in one never changes, whatever is corrected or defined anew later.
import type { Definition, MetricId } from './definitions.js';
import type { QualityReport } from './report.js';
import type { WEAK_POINT_RULES } from './weak-point.js';

export type QualityUnit = 'week' | 'month';

/** One line of the list: enough to choose by. */
export interface ProducedReport {
  /** `2026-W47` or `2026-11`: there is one for each period, ever. */
  period: string;
  unit: QualityUnit;
  from: string;
  to: string;
  /** The site clock when it was produced. */
  producedAt: string;
  /** Version of the metric definitions that it was computed by. */
  definitions: string;
  days: number;
  created: number | null;
  timeoutRate: number | null;
  satisfaction: number | null;
  ratings: number | null;
  weakPoints: number;
}

export interface QualityArchive {
  /** The latest period first. */
  reports: ProducedReport[];
  /** When the next ones are due. */
  nextAt: Record<QualityUnit, string>;
}

/** What the numbers of a report meant when it was produced. */
export interface DefinitionSet {
  version: string;
  metrics: Record<MetricId, Definition>;
  rules: typeof WEAK_POINT_RULES;
}

export interface ProducedQualityReport extends QualityReport {
  unit: QualityUnit;
  producedAt: string;
  definitionSet: DefinitionSet;
}
