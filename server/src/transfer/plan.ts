// What a sheet would do to the registry, and how that is told. Pure.
import type { CellFault, TransferReport, TransferRow, TransferSheetReport } from '@tideboard/contracts';
import { cellText, type Column, withValue } from './column.js';
import type { ReadSheet, SheetRow } from './read-sheet.js';

export interface PlannedRow<T> {
  row: SheetRow;
  before: T | null;
  after: T;
}

export interface Plan<T> {
  read: ReadSheet;
  rows: PlannedRow<T>[];
}

/** The record with what the row says of it. In a new one an empty cell says nothing: the values that it begins with stay. */
export const applied = <T>(record: T, row: SheetRow, { all }: { all: boolean }): T =>
  [...row.given]
    .filter(([key]) => key !== 'id' && (all || row.texts.get(key) !== null))
    .reduce((draft, [key, value]) => withValue(draft, key, value), record);

/** The columns in which two records differ. */
export const changedColumns = <T>(columns: readonly Column[], before: T | null, after: T): Column[] =>
  columns.filter((column) => cellText(column, before) !== cellText(column, after));

const PREVIEW_ROWS = 300;

function outcomeOf<T>({ read }: Plan<T>, { row, before, after }: PlannedRow<T>): TransferRow['outcome'] | 'unchanged' {
  if (row.faulty.size > 0) return 'faulty';
  if (before === null) return 'create';
  return changedColumns(read.sheet.columns, before, after).length > 0 ? 'update' : 'unchanged';
}

function previewOf<T>({ read }: Plan<T>, { row, before, after }: PlannedRow<T>, outcome: TransferRow['outcome']): TransferRow {
  const shown = read.columns.filter(
    (column) =>
      row.faulty.has(column.key) ||
      (before === null ? row.texts.get(column.key) !== null : cellText(column, before) !== cellText(column, after)),
  );
  const cells = shown.map((column) => [column.key, { value: row.texts.get(column.key) ?? null, was: cellText(column, before) }]);
  return { row: row.row, id: row.id, outcome, cells: Object.fromEntries(cells) as TransferRow['cells'] };
}

export function sheetReport<T>(plan: Plan<T>): TransferSheetReport {
  const judged = plan.rows.map((planned) => ({ planned, outcome: outcomeOf(plan, planned) }));
  const count = (wanted: string): number => judged.filter(({ outcome }) => outcome === wanted).length;
  // Faulty rows first where there are too many: they are what has to be looked at.
  const shown = judged
    .filter(({ outcome }) => outcome !== 'unchanged')
    .toSorted((a, b) => Number(b.outcome === 'faulty') - Number(a.outcome === 'faulty'))
    .slice(0, PREVIEW_ROWS)
    .toSorted((a, b) => a.planned.row.row - b.planned.row.row);
  return {
    sheet: plan.read.sheet.sheet,
    rows: plan.rows.length,
    creates: count('create'),
    updates: count('update'),
    unchanged: count('unchanged'),
    columns: plan.read.columns.map(({ key, title }) => ({ key, title })),
    preview: shown.map(({ planned, outcome }) => previewOf(plan, planned, outcome as TransferRow['outcome'])),
  };
}

const byPlace = (a: CellFault, b: CellFault): number => a.row - b.row;

export function reportOf(
  plans: readonly Plan<unknown>[],
  about: Pick<TransferReport, 'dryRun' | 'applied' | 'file'>,
): TransferReport {
  const sheets = plans.map(sheetReport);
  const sum = (name: 'rows' | 'creates' | 'updates' | 'unchanged'): number =>
    sheets.reduce((total, sheet) => total + sheet[name], 0);
  return {
    ...about,
    rows: sum('rows'),
    creates: sum('creates'),
    updates: sum('updates'),
    unchanged: sum('unchanged'),
    problems: plans.flatMap(({ read }) => read.faults.toSorted(byPlace)),
    sheets,
  };
}
