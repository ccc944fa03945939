// The registry as tables, for people who work in spreadsheets: `GET /registry/export`, `POST /registry/import`. Who is in a file is made
// or changed, who is not stays; a file with one faulty cell changes nothing.
import type { LocalisedText } from './primitives.js';

export const TRANSFER_SHEETS = ['channels', 'teams', 'agents', 'assignment-rules'] as const;
export type TransferSheet = (typeof TRANSFER_SHEETS)[number];

/** Why a cell cannot be taken; `invalid` is what only the message can tell. */
export const CELL_FAULTS = [
  'missing',
  'unknown_column',
  'double_column',
  'missing_column',
  'duplicate',
  'not_a_number',
  'not_whole',
  'not_yes_no',
  'not_one_of',
  'too_small',
  'too_large',
  'too_long',
  'bad_id',
  'hours',
  'dates',
  'speeds',
  'order',
  'without_limit',
  'name_confusable',
  'unknown_channel',
  'unknown_team',
  'not_here',
  'forbidden',
  'invalid',
] as const;
export type CellFaultCode = (typeof CELL_FAULTS)[number];

export interface CellFault {
  sheet: TransferSheet;
  /** As the spreadsheet counts; the header is row 1. */
  row: number;
  /** Key of the column, or what stands in the header where it is none of ours. */
  column: string;
  /** As in `F7`; null where the file has no such column. */
  cell: string | null;
  value: string | null;
  code: CellFaultCode;
  /** English. */
  message: string;
  /** What a message in another language needs: a limit, the allowed values. */
  values: Record<string, string | number>;
}

export interface TransferRow {
  row: number;
  id: string;
  outcome: 'create' | 'update' | 'faulty';
  /** By column of the sheet: what the file says, and what is there now; null is empty. */
  cells: Record<string, { value: string | null; was: string | null }>;
}

export interface TransferSheetReport {
  sheet: TransferSheet;
  rows: number;
  creates: number;
  updates: number;
  unchanged: number;
  /** The columns of the file, in its order. */
  columns: { key: string; title: LocalisedText }[];
  /** Rows that change something or cannot be taken, the first of them; only cells that do. */
  preview: TransferRow[];
}

/** What an import would do (`dryRun=true`), or has done. */
export interface TransferReport {
  dryRun: boolean;
  applied: boolean;
  rows: number;
  creates: number;
  updates: number;
  unchanged: number;
  problems: CellFault[];
  sheets: TransferSheetReport[];
  file: { format: 'csv' | 'xlsx'; encoding: string | null };
}
