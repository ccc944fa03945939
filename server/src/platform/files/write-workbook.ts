// Workbooks (Office Open XML), written as their rows come. What a spreadsheet needs of the format is little; writing it here keeps the
// process answering others in between, which packing a whole book at once (as `write-excel-file` does) does not.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type Value = string | number | boolean | null;

export interface Sheet {
  name: string;
  titles: readonly string[];
  rows: Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>;
  /** In characters, by column. */
  widths?: readonly number[];
}

/** Rows of a sheet, its titles included: a spreadsheet opens no more. */
export const MOST_SHEET_ROWS = 1_048_576;

/** A workbook with these sheets. True numbers stay numbers, titles are bold and stay in sight, and what is not known is an empty cell. */
export function workbookOf(sheets: readonly Sheet[]): Readable {
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  let part: Readable | undefined;
  for (const { name, chunks } of partsOf(sheets))
    archive.addReadStreamLazy(name, { mtime: MADE_AT }, (begin) => {
      part = Readable.from(chunks, { objectMode: false, highWaterMark: PIECE });
      // An archive hears nothing of a part that breaks, nor a part of a reader that has gone.
      begin(
        null,
        part.once('error', (error) => output.destroy(error)),
      );
    });
  archive.end();
  return output.once('close', () => part?.destroy());
}

/** Not now: a workbook of the same content is the same file. */
const MADE_AT = new Date(1980, 0, 1);
const PIECE = 64 * 1024;

interface Part {
  name: string;
  chunks: Iterable<string> | AsyncIterable<string>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function partsOf(sheets: readonly Sheet[]): Part[] {
  const part = (name: string, xml: string): Part => ({ name, chunks: [XML + xml] });
  const path = (i: number): string => `worksheets/sheet${i + 1}.xml`;
  const override = (name: string, kind: string): string => `<Override PartName="/xl/${name}" ContentType="${KIND}.${kind}+xml"/>`;
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (list: string): string => `<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`;
  const listed = sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="s${i + 1}"/>`).join('');
  const targets = sheets.map((_, i) => relation(`s${i + 1}`, 'worksheet', path(i))).join('');
  return [
    part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('workbook.xml', 'sheet.main')}${override('styles.xml', 'styles')}${sheets.map((_, i) => override(path(i), 'worksheet')).join('')}</Types>`,
    ),
    part('_rels/.rels', relations(relation('w', 'officeDocument', 'xl/workbook.xml'))),
    part('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed}</sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', relations(targets + relation('styles', 'styles', 'styles.xml'))),
    part('xl/styles.xml', STYLES),
    ...sheets.map((sheet, i): Part => ({ name: `xl/${path(i)}`, chunks: sheetXml(sheet) })),
  ];
}

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** Rows to a piece: a few milliseconds of work, after which others have their turn. */
const AT_ONCE = 200;

async function* sheetXml({ titles, rows, widths }: Sheet): AsyncGenerator<string> {
  const letters = titles.map((_, i) => lettersOf(i));
  const widthOf = (i: number): number => widths?.[i] ?? (i < 2 ? 18 : 13);
  const cols = titles.map((_, i) => `<col min="${i + 1}" max="${i + 1}" width="${widthOf(i)}" customWidth="1"/>`).join('');
  const view =
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>';
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews>${cols && `<cols>${cols}</cols>`}<sheetData>`;
  let text = rowXml(titles, 1, { letters, style: ' s="1"' });
  let number = 1;
  for await (const row of rows) {
    number += 1;
    text += rowXml(row, number, { letters, style: '' });
    if (number % AT_ONCE > 0) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function rowXml(row: readonly Value[], number: number, { letters, style }: { letters: string[]; style: string }): string {
  let cells = '';
  for (const [i, value] of row.entries()) {
    if (value === null || value === '') continue;
    const at = `<c r="${letters[i] ?? lettersOf(i)}${number}"${style}`;
    if (typeof value === 'number') cells += `${at}><v>${value}</v></c>`;
    else if (typeof value === 'boolean') cells += `${at} t="b"><v>${Number(value)}</v></c>`;
    else cells += `${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  }
  return `<row r="${number}">${cells}</row>`;
}

/** A column's name: A to Z, then AA. */
const lettersOf = (i: number): string => (i < 26 ? '' : lettersOf(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26));

// oxlint-disable-next-line no-control-regex -- characters that no XML may hold
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SPECIAL = /[&<>"\r]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
/** What a cell holds at the most. */
const MOST_CHARACTERS = 32_767;

const escaped = (text: string): string =>
  text
    .slice(0, MOST_CHARACTERS)
    .replace(NOT_IN_XML, '')
    .replace(SPECIAL, (found) => ENTITIES[found]!);
