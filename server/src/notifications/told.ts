import type { NotificationKind } from '@tideboard/contracts';

/** An entry of the outbox: what happened, as whoever wrote it told it. Instants RFC 3339. */
export interface Told {
  type: NotificationKind | 'tideboard.test';
  /** Of an alert. */
  channel?: string;
  metric?: string;
  level?: 'watch' | 'breach';
  value?: number | null;
  threshold?: number | null;
  raisedAt?: string;
  clearedAt?: string | null;
  /** A silence holds. */
  quiet?: boolean;
  /** Of a reassignment. */
  kind?: string;
  from?: string;
  to?: string;
  people?: number;
  tickets?: number;
  createdAt?: string;
  executesAt?: string | null;
  /** Of the automation. */
  pausedUntil?: string | null;
  coverage?: number | null;
  coverageLimit?: number;
  demotedAt?: string;
}

export interface OutboxEntry {
  id: string;
  told: Told;
}
