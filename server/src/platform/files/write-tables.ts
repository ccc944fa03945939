import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { type Stringifier, stringify } from 'csv-stringify';
import writeExcelFile from 'write-excel-file/node';

export type Value = string | number | boolean | null;

export interface NamedTable {
  /** Of the sheet. */
  name: string;
  titles: readonly string[];
  rows: readonly (readonly Value[])[];
  /** In characters, by column. */
  widths?: readonly number[];
}

export interface FileRequest {
  format: 'csv' | 'xlsx';
  /** Without its ending; of letters, digits and dashes. */
  name: string;
}

export const FILE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Tables as a file: a sheet each, or as CSV the first one. True numbers stay numbers, and what is not known is an empty cell. */
export async function fileOf(tables: readonly NamedTable[], { format, name }: FileRequest): Promise<StreamableFile> {
  const body = format === 'csv' ? csvOf(tables[0]!) : await workbookOf(tables);
  const options = { type: FILE_TYPES[format], disposition: `attachment; filename="${name}.${format}"` };
  return body instanceof Readable ? new StreamableFile(body, options) : new StreamableFile(body, options);
}

/** What a spreadsheet may take for a formula, also behind blanks and quotes, also in full width. */
const FORMULA = /^(?:[\t\r]|[\s'"]*[=+\-@＝＋－＠])/;
const defused = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
/** The text that somebody meant who sees `'=…` in a cell. */
export const undefused = (text: string): string => (text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text);

const csvOf = ({ titles, rows }: NamedTable): Readable => Readable.from([titles, ...rows]).pipe(csvLines());

/**
 * Turns rows into CSV as they come. With the mark by which Excel knows UTF-8. A text that begins like a formula gets a quote in front;
 * a number below zero does not.
 */
export const csvLines = (): Stringifier =>
  stringify({ bom: true, record_delimiter: 'windows', cast: { string: defused, boolean: String } });

/** A sheet for each table. */
export function workbookOf(tables: readonly NamedTable[]): Promise<Buffer> {
  const sheets = tables.map(({ name, titles, rows, widths }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: titles.map((_, i) => ({ width: widths?.[i] ?? (i < 2 ? 18 : 13) })),
    data: [titles.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))],
  }));
  return writeExcelFile(sheets).toBuffer();
}

function cell(value: Value) {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { value, type: Number };
  return typeof value === 'boolean' ? { value, type: Boolean } : { value, type: String };
}
