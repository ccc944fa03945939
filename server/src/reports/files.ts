import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Language, ReportFormat } from '@tideboard/contracts';
import { type Stringifier, stringify } from 'csv-stringify';
import writeExcelFile from 'write-excel-file/node';
import { type RawQuery, readFormat, readLanguage } from './query.js';
import { type Table, titleOf, type Value } from './tables.js';

export interface FileRequest {
  format: Exclude<ReportFormat, 'json'>;
  language: Language | null;
  /** Without its ending; of letters, digits and dashes. */
  name: string;
}

export const FILE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type Named = { from: string; to: string } | { a: { from: string; to: string }; b: { from: string; to: string } };

/** A report as it was asked for: itself, or its tables as a file. */
export async function answerAs<R extends Named>(
  report: R,
  query: RawQuery,
  tablesOf: () => Table[],
): Promise<R | StreamableFile> {
  const format = readFormat(query);
  const language = readLanguage(query);
  if (format === 'json') return report;
  const made = tablesOf();
  const days = 'a' in report ? `${report.a.from}_${report.b.to}` : `${report.from}_${report.to}`;
  return fileOf(made, { format, language, name: `tideboard-${made[0]!.name}-${days}` });
}

/** Tables as a file: a sheet each, or as CSV the first one. True numbers stay numbers, and what is not known is an empty cell. */
export async function fileOf(tables: readonly Table[], { format, language, name }: FileRequest): Promise<StreamableFile> {
  const body = format === 'csv' ? csvOf(tables[0]!, language) : await workbookOf(tables, language);
  const options = { type: FILE_TYPES[format], disposition: `attachment; filename="${name}.${format}"` };
  return body instanceof Readable ? new StreamableFile(body, options) : new StreamableFile(body, options);
}

const csvOf = ({ columns, rows }: Table, language: Language | null): Readable =>
  Readable.from([columns.map((column) => titleOf(column, language)), ...rows]).pipe(csvLines());

/**
 * Turns rows into CSV as they come. With the mark by which Excel knows UTF-8. A text that begins like a formula gets a quote in front;
 * a number below zero does not.
 */
export const csvLines = (): Stringifier =>
  stringify({
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    // By its type's own default a number is turned into text first, and then a minus sign would look like a formula.
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) as unknown as string },
  });

/** A sheet for each table. */
export function workbookOf(tables: readonly Table[], language: Language | null): Promise<Buffer> {
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map((_, i) => ({ width: i < 2 ? 18 : 13 })),
    data: [
      columns.map((column) => ({ value: titleOf(column, language), fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cell)),
    ],
  }));
  return writeExcelFile(sheets).toBuffer();
}

const cell = (value: Value) =>
  value === null || value === '' ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String };
