// Exports that run as jobs: a table over a period, cut by day, week or month, as one file that its owner fetches.
import { Type } from 'typebox';
import { Slug } from './primitives.js';

export const EXPORT_TABLES = ['tickets', 'channels', 'kinds', 'topics', 'agents', 'capacity', 'heatmap'] as const;
export const EXPORT_GRAINS = ['day', 'week', 'month'] as const;
export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ExportTable = (typeof EXPORT_TABLES)[number];
export type ExportGrain = (typeof EXPORT_GRAINS)[number];
export type ExportState = (typeof EXPORT_STATES)[number];

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const ExportBody = Type.Object({
  table: Type.Enum([...EXPORT_TABLES]),
  /** Business days, both inclusive. */
  from: Day,
  to: Day,
  grain: Type.Optional(Type.Enum([...EXPORT_GRAINS])),
  format: Type.Optional(Type.Enum(['csv', 'xlsx'])),
  channel: Type.Optional(Slug),
  /** For the titles of the columns; without it the names of the API. */
  lang: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
export type ExportBody = Type.Static<typeof ExportBody>;

/** An export of the reader's own. Instants are RFC 3339, real time. */
export interface ExportView {
  id: string;
  table: ExportTable;
  from: string;
  to: string;
  grain: ExportGrain;
  format: 'csv' | 'xlsx';
  channel: string | null;
  state: ExportState;
  /** 0..1. */
  progress: number;
  rows: number;
  /** Of the file; null until it is done. */
  bytes: number | null;
  /** Why it failed: `too_many_rows`, `too_large` or `interrupted`. */
  problem: string | null;
  createdAt: string;
  doneAt: string | null;
  /** From then on nobody can fetch it. */
  expiresAt: string;
}
