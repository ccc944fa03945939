import type { StreamableFile } from '@nestjs/common';
import type { Language, ReportFormat } from '@tideboard/contracts';
import {
  csvLines,
  FILE_TYPES,
  fileOf as namedFile,
  type NamedTable,
  MOST_SHEET_ROWS,
  workbookOf,
} from '../platform/files/write-tables.js';
import { type RawQuery, readFormat, readLanguage } from './query.js';
import { type Table, titleOf } from './tables.js';

export { csvLines, FILE_TYPES, MOST_SHEET_ROWS, workbookOf };

export interface FileRequest {
  format: Exclude<ReportFormat, 'json'>;
  language: Language | null;
  /** Without its ending; of letters, digits and dashes. */
  name: string;
}

type Named = { from: string; to: string } | { a: { from: string; to: string }; b: { from: string; to: string } };

/** A report as it was asked for: itself, or its tables as a file. */
export function answerAs<R extends Named>(report: R, query: RawQuery, tablesOf: () => Table[]): R | StreamableFile {
  const format = readFormat(query);
  const language = readLanguage(query);
  if (format === 'json') return report;
  const made = tablesOf();
  const days = 'a' in report ? `${report.a.from}_${report.b.to}` : `${report.from}_${report.to}`;
  return fileOf(made, { format, language, name: `tideboard-${made[0]!.name}-${days}` });
}

const titled = (tables: readonly Table[], language: Language | null): NamedTable[] =>
  tables.map(({ name, columns, rows }) => ({ name, titles: columns.map((column) => titleOf(column, language)), rows }));

/** Tables as a file: a sheet each, or as CSV the first one. */
export const fileOf = (tables: readonly Table[], { format, language, name }: FileRequest): StreamableFile =>
  namedFile(titled(tables, language), { format, name });
