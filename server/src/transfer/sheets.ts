// Which sheets there are, and which of a file is which. Pure.
import type { LocalisedText, TransferSheet } from '@tideboard/contracts';
import type { RawCell, RawFile, RawSheet } from '../platform/files/read-tables.js';
import { ProblemError } from '../platform/http/problem.js';
import { AGENTS } from './agents-sheet.js';
import { CHANNELS } from './channels-sheet.js';
import type { Sheet } from './column.js';
import { columnOf } from './read-sheet.js';
import { RULES } from './rules-sheet.js';
import { TEAMS } from './teams-sheet.js';

/** In the order in which they stand on one another. */
export const SHEETS: readonly Sheet[] = [CHANNELS, TEAMS, AGENTS, RULES];
export const README: LocalisedText = { 'zh-CN': '填写说明', en: 'Readme' };

export interface Found {
  sheet: Sheet;
  rows: RawCell[][];
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * The sheets of a file that are about the registry: by their names, else by their columns.
 *
 * @param what the only one that is wanted; where a file has one sheet, that is it, whatever it is called
 * @throws ProblemError 422 where there is none
 */
export function sheetsIn({ sheets }: Pick<RawFile, 'sheets'>, what: TransferSheet | null): Found[] {
  const filled = sheets.filter(({ name, rows }) => rows.length > 0 && !Object.values(README).includes(name ?? ''));
  if (what !== null && filled.length === 1) return [{ sheet: byKey(what), rows: filled[0]!.rows }];
  const found = new Map<TransferSheet, Found>();
  for (const raw of filled) {
    const sheet = named(raw) ?? guessed(raw);
    if (sheet && !found.has(sheet.sheet) && (what === null || sheet.sheet === what))
      found.set(sheet.sheet, { sheet, rows: raw.rows });
  }
  if (found.size === 0) throw new ProblemError(422, 'sheet_unknown', 'The file has no sheet whose columns are known here.');
  return SHEETS.flatMap(({ sheet }) => found.get(sheet) ?? []);
}

const byKey = (key: TransferSheet): Sheet => SHEETS.find(({ sheet }) => sheet === key)!;

const named = ({ name }: RawSheet): Sheet | undefined =>
  SHEETS.find(({ sheet, title }) => name !== null && [sheet, ...Object.values(title)].map(folded).includes(folded(name)));

/** The sheet of whose columns a header has most. */
function guessed({ rows }: RawSheet): Sheet | undefined {
  const known = (sheet: Sheet): number => rows[0]!.filter((cell) => columnOf(sheet, cell)).length;
  const best = SHEETS.toSorted((a, b) => known(b) - known(a))[0]!;
  return known(best) > 0 ? best : undefined;
}
