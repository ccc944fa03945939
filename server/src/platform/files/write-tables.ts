import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { type Stringifier, stringify } from 'csv-stringify';
import { MOST_SHEET_ROWS, type Sheet, type Value, workbookOf } from './write-workbook.js';

export type { Value };
export { MOST_SHEET_ROWS, workbookOf };

/** A table that is at hand. */
export type NamedTable = Sheet & { rows: readonly (readonly Value[])[] };

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
export function fileOf(tables: readonly NamedTable[], { format, name }: FileRequest): StreamableFile {
  const body = format === 'csv' ? csvOf(tables[0]!) : workbookOf(tables);
  return new StreamableFile(body, { type: FILE_TYPES[format], disposition: `attachment; filename="${name}.${format}"` });
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
