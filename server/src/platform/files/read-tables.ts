// A table that people have worked on, as Excel, WPS or a text editor leaves it: XLSX, or CSV in the encodings and with the separators
// that these use. What is read here are cells; what they mean is judged elsewhere.
import { CsvError, type Options, parse } from 'csv-parse/sync';
import { ProblemError } from '../http/problem.js';
import { undefused } from './write-tables.js';
import { readWorkbook } from './read-workbook.js';

export type RawCell = string | number | boolean | Date | null;
export interface RawSheet {
  /** Null in a CSV file, which has no sheets. */
  name: string | null;
  /** The first one is the header; the place in the list is the place in the spreadsheet. */
  rows: RawCell[][];
}
export interface RawFile {
  format: 'csv' | 'xlsx';
  encoding: string | null;
  sheets: RawSheet[];
}

/** Rows beside the header, and columns. */
export const MAX_ROWS = 1000;
const MAX_COLUMNS = 200;
const MAX_RECORD_BYTES = 400_000;

/**
 * @param charset as declared with the body; without it found by the bytes
 * @throws ProblemError 413 too many rows or columns · 422 no table can be read, with the line where it stops being one
 */
export async function readTables(body: Buffer, charset: string | null = null): Promise<RawFile> {
  if (body.length === 0) throw new ProblemError(422, 'file_empty', 'The file is empty.');
  const file = isZip(body) ? await workbook(body) : csv(body, charset);
  const sheets = file.sheets.map((sheet) => ({ ...sheet, rows: withoutTail(sheet.rows) }));
  for (const { rows } of sheets) {
    if (rows.length > MAX_ROWS + 1) throw new ProblemError(413, 'too_many_rows', `At most ${MAX_ROWS} rows a sheet.`);
    if (rows.some((row) => row.length > MAX_COLUMNS))
      throw new ProblemError(413, 'too_many_columns', `At most ${MAX_COLUMNS} columns a sheet.`);
  }
  return { ...file, sheets };
}

const isZip = (body: Buffer): boolean => body.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));

async function workbook(body: Buffer): Promise<RawFile> {
  return { format: 'xlsx', encoding: null, sheets: await readWorkbook(body) };
}

const ENCODINGS: Record<string, string> = { gbk: 'gb18030', gb2312: 'gb18030', cp936: 'gb18030', utf8: 'utf-8' };

/** Excel in China saves CSV as GBK, and “Unicode text” as UTF-16 with tabs; both know UTF-8 by its mark. */
function decode(body: Buffer, charset: string | null): { text: string; encoding: string } {
  const marked = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null;
  const declared = charset && (ENCODINGS[charset] ?? charset);
  for (const encoding of marked ? [marked] : declared ? [declared] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(body);
      if (text.includes('\0')) break;
      return { text, encoding };
    } catch (error) {
      if (error instanceof RangeError) throw new ProblemError(415, 'charset', 'This character set is not known here.');
    }
  }
  throw new ProblemError(422, 'file_encoding', 'This is no text in UTF-8, UTF-16 or GBK, and no XLSX workbook.');
}

function csv(body: Buffer, charset: string | null): RawFile {
  const { text, encoding } = decode(body, charset);
  // Excel's own way of naming the separator, which is no row of the table for it either.
  const [said, separator] = /^sep=(.)\r?\n/i.exec(text) ?? ['', undefined];
  const options: Options = {
    delimiter: separator ?? separatorOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_BYTES,
    to: MAX_ROWS + 2,
  };
  try {
    const rows = (parse(text.slice(said.length), options) as string[][]).map((row) => row.map(undefused));
    return { format: 'csv', encoding, sheets: [{ name: null, rows }] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as { lines?: unknown }).lines) || 1;
    throw new ProblemError(422, 'file_unreadable', `The table breaks off at line ${line}: look for a quotation mark there.`, {
      members: { line },
    });
  }
}

/** The one that parts the header into most columns, outside quotation marks. */
function separatorOf(text: string): string {
  const header = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (separator: string): number => header.split(separator).length;
  return [',', ';', '\t', '；'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

const isBlank = (cell: RawCell): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

function withoutTail(rows: RawCell[][]): RawCell[][] {
  const last = rows.findLastIndex((row) => !row.every(isBlank));
  return rows.slice(0, last + 1).map((row) => row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1));
}
