// Rows of a file as what they say about records, each cell judged by itself. Pure.
import type { CellFault } from '@tideboard/contracts';
import type { RawCell } from '../platform/files/read-tables.js';
import { checkField, type Column, type Sheet } from './column.js';
import { Fault, textOf } from './spelling.js';

/** What one row says: values by column key, of the columns that the file has and whose cells are right. */
export interface SheetRow {
  row: number;
  id: string;
  given: Map<string, unknown>;
  /** As they stand in the file. */
  texts: Map<string, string | null>;
  faulty: Set<string>;
}

export interface ReadSheet {
  sheet: Sheet;
  columns: Column[];
  rows: SheetRow[];
  faults: CellFault[];
  fault: (row: SheetRow, key: string, fault: Fault) => void;
}

/** A header by its key, or by its name in either language; width, case and blanks do not matter. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\s*]/gu, '')
    .toLowerCase();
const namesOf = ({ key, title }: Column): string[] => [key, title['zh-CN'], title.en].map(folded);

export const columnOf = (sheet: Sheet, header: RawCell | undefined): Column | undefined => {
  const name = folded(textOf(header) ?? '');
  return sheet.columns.find((column) => namesOf(column).includes(name));
};

/** `A`, `Z`, `AA` */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCodePoint(65 + (index % 26));

export function readSheet(sheet: Sheet, [header = [], ...body]: RawCell[][]): ReadSheet {
  const places = new Map<string, number>();
  const faults: CellFault[] = [];
  const put = (at: Omit<CellFault, 'sheet' | 'code' | 'message' | 'values'>, { code, message, values }: Fault): void =>
    void faults.push({ sheet: sheet.sheet, ...at, code, message, values });
  header.forEach((cell, i) => {
    const name = textOf(cell);
    const column = columnOf(sheet, cell);
    const at = { row: 1, column: column?.key ?? name ?? '', cell: `${letters(i)}1`, value: name };
    if (name === null && body.every((row) => textOf(row[i]) === null)) return;
    if (!column) put(at, new Fault('unknown_column', 'is no column of this sheet'));
    else if (places.has(column.key)) put(at, new Fault('double_column', 'stands twice in the header'));
    else places.set(column.key, i);
  });
  if (!places.has('id'))
    put({ row: 1, column: 'id', cell: null, value: null }, new Fault('missing_column', 'the file has no such column'));
  const columns = sheet.columns.filter(({ key }) => places.has(key)).toSorted((a, b) => places.get(a.key)! - places.get(b.key)!);
  const read: ReadSheet = {
    sheet,
    columns,
    rows: [],
    faults,
    fault(row, key, fault) {
      if (row.faulty.has(key)) return;
      row.faulty.add(key);
      const place = places.get(key);
      const cell = place === undefined ? null : `${letters(place)}${row.row}`;
      put({ row: row.row, column: key, cell, value: row.texts.get(key) ?? null }, fault);
    },
  };
  body.forEach((cells, i) => {
    if (places.has('id') && cells.some((cell) => textOf(cell) !== null))
      readRow(read, i + 2, (key) => cells[places.get(key)!] ?? null);
  });
  return read;
}

function readRow(read: ReadSheet, number: number, cellOf: (key: string) => RawCell): void {
  const texts = new Map(read.columns.map(({ key }) => [key, textOf(cellOf(key))]));
  const row: SheetRow = { row: number, id: texts.get('id') ?? '', given: new Map(), texts, faulty: new Set() };
  const twin = read.rows.find(({ id }) => id === row.id && id !== '');
  read.rows.push(row);
  for (const column of read.columns) {
    const cell = cellOf(column.key);
    if (texts.get(column.key) === null) {
      if (column.empty === 'none') row.given.set(column.key, column.none ?? null);
      continue;
    }
    try {
      const value = column.spelling.read(cell!);
      checkField(column, value);
      row.given.set(column.key, value);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      read.fault(row, column.key, error);
    }
  }
  if (row.id === '') read.fault(row, 'id', new Fault('missing', 'must not be empty'));
  else if (twin) read.fault(row, 'id', new Fault('duplicate', `stands in row ${twin.row} already`, { row: twin.row }));
}
