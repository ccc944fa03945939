import type { AlertEvidence, AlertView } from '@tideboard/contracts';
import type { AlertState } from '@tideboard/domain';

/** What the store holds of one channel's metric while it is not calm. Instants are epoch ms of the site clock. */
export interface AlertRecord {
  channel: string;
  metric: string;
  state: Exclude<AlertState, { is: 'clear' }>;
  value: number | null;
  threshold: number | null;
  acknowledgedBy: string | null;
  snoozedUntil: number | null;
  /** Absent in records of an older build. */
  silencedUntil?: number | null;
  /** False while it has fired into a silence only: nobody outside has heard of it. */
  heard?: boolean;
  /** Of an early warning. */
  evidence?: AlertEvidence;
}

export const alertField = (channel: string, metric: string): string => `${channel}:${metric}`;

/** One incident, from raise to clear, whatever happens in between and however often it is told. */
const incidentOf = ({ channel, metric, state }: AlertRecord): string =>
  `${channel}.${metric}.${state.is === 'firing' ? state.raisedAt : state.since}`;

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The record as people and programs see it; only a firing alert has a view. */
export function viewOf(record: AlertRecord, clearedAt: number | null = null): AlertView | null {
  const { channel, metric, state, value, threshold, acknowledgedBy, snoozedUntil, silencedUntil, evidence } = record;
  if (state.is !== 'firing') return null;
  return {
    id: incidentOf(record),
    channel,
    metric,
    level: state.level,
    state: clearedAt === null ? 'firing' : 'cleared',
    value,
    threshold,
    raisedAt: instant(state.raisedAt)!,
    clearedAt: instant(clearedAt),
    acknowledgedBy,
    snoozedUntil: instant(snoozedUntil),
    silencedUntil: instant(silencedUntil ?? null),
    dedupKey: incidentOf(record),
    ...(evidence ? { evidence } : {}),
  };
}
