// Values as people write them into cells. `write` and `read` are inverse: what an export has spelt, an import reads as the same value.
// Pure.
import type { CellFaultCode, Language } from '@tideboard/contracts';
import type { RawCell } from '../platform/files/read-tables.js';
import type { Value } from '../platform/files/write-tables.js';
import { readDates, writeDates } from './spelling-dates.js';
import { readHours, writeHours } from './spelling-hours.js';

/** Thrown while one cell is read; whoever reads the row knows where it was. */
export class Fault extends Error {
  constructor(
    readonly code: CellFaultCode,
    message: string,
    readonly values: Record<string, string | number> = {},
  ) {
    super(message);
  }
}

export interface Spelling {
  write(value: unknown, language: Language | null): Value;
  /** Of a cell that is not empty. */
  read(cell: Exclude<RawCell, null>): unknown;
}

/** A cell as one line of text; a date as the spreadsheet's day. Empty is null. */
export function textOf(cell: RawCell | undefined): string | null {
  if (cell === null || cell === undefined) return null;
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
  return text.trim() === '' ? null : text.trim();
}

const said = (cell: Exclude<RawCell, null>): string => textOf(cell) ?? '';
/** Full-width digits, signs and letters as the plain ones. */
const plain = (text: string): string => text.normalize('NFKC').trim();

export const text: Spelling = { write: (value) => (value as string | null) ?? null, read: said };

export const number: Spelling = {
  write: (value) => (value as number | null | undefined) ?? null,
  read(cell) {
    if (typeof cell === 'number') return cell;
    const [, digits, percent] = /^([+-]?[\d,]*\.?\d*(?:e[+-]?\d+)?)\s*(%?)$/i.exec(plain(said(cell))) ?? [];
    const value = digits ? Number(/^[+-]?\d{1,3}(,\d{3})+(\.|$)/.test(digits) ? digits.replaceAll(',', '') : digits) : NaN;
    if (Number.isNaN(value)) throw new Fault('not_a_number', 'must be a number');
    return percent ? Number((value / 100).toPrecision(12)) : value;
  },
};

const YES = { 'zh-CN': '是', en: 'yes' };
const NO = { 'zh-CN': '否', en: 'no' };
export const flag: Spelling = {
  write: (value, language) =>
    value === null || value === undefined ? null : language ? (value ? YES : NO)[language] : Boolean(value),
  read(cell) {
    const word = plain(String(cell)).toLowerCase();
    if (['true', 'yes', 'y', '1', '是', '√'].includes(word)) return true;
    if (['false', 'no', 'n', '0', '否', '×'].includes(word)) return false;
    throw new Fault('not_yes_no', 'must be yes or no');
  },
};

/** One of a few, by its key or by its name in either language. */
export function choice(options: Record<string, Record<Language, string>>): Spelling {
  return {
    write: (value, language) => (typeof value === 'string' ? ((language && options[value]?.[language]) ?? value) : null),
    read(cell) {
      const word = plain(said(cell)).toLowerCase();
      const names = (key: string): string[] => [key, ...Object.values(options[key]!)].map((name) => plain(name).toLowerCase());
      const found = Object.keys(options).find((key) => names(key).includes(word));
      if (!found)
        throw new Fault('not_one_of', `must be one of ${Object.keys(options).join(', ')}`, {
          options: Object.keys(options).join(', '),
        });
      return found;
    },
  };
}

const quoted = (item: string): string => (/[;；,，、"\n]|^\s|\s$/.test(item) ? `"${item.replaceAll('"', '""')}"` : item);
const ITEM = /\s*"((?:[^"]|"")*)"|[^;；,，、\n]+/g;
const items = (cell: Exclude<RawCell, null>): string[] =>
  [...said(cell).matchAll(ITEM)]
    .map(([whole, inner]) => inner?.replaceAll('""', '"') ?? whole.trim())
    .filter((item) => item !== '');

export const list: Spelling = {
  write: (value) => ((value as string[] | null) ?? []).map(quoted).join('; ') || null,
  read: (cell) => [...new Set(items(cell))],
};

/** Several of a few, as `choice` spells one. */
export function choices(options: Record<string, Record<Language, string>>): Spelling {
  const one = choice(options);
  return {
    write: (value, language) => ((value as string[] | null) ?? []).map((each) => one.write(each, language)).join('; ') || null,
    read: (cell) => [...new Set(items(cell).map((item) => one.read(item)))],
  };
}

/** `phone 0.8; email 1.2` */
export const speeds: Spelling = {
  write: (value) =>
    Object.entries((value as Record<string, number> | null) ?? {})
      .map(([skill, speed]) => quoted(`${skill} ${speed}`))
      .join('; ') || null,
  read: (cell) =>
    Object.fromEntries(
      items(cell).map((item) => {
        const [, skill, speed] = /^(.+?)\s*[\s=:：]\s*([\d.]+)$/.exec(item) ?? [];
        if (!skill || !(Number(speed) >= 0.1 && Number(speed) <= 3))
          throw new Fault('speeds', 'must be skills with a speed of 0.1 to 3, as in "phone 0.8; email 1.2"');
        return [skill, Number(speed)];
      }),
    ),
};

export const dates: Spelling = {
  write: (value) => writeDates((value as string[] | null) ?? []),
  read(cell) {
    const { dates: read, wrong } = readDates(cell instanceof Date ? cell.toISOString().slice(0, 10) : plain(said(cell)));
    if (wrong !== null) throw new Fault('dates', `"${wrong}" is no date: 2026-10-01, or 2026-10-01..2026-10-07`, { wrong });
    return read;
  },
};

export const hours: Spelling = {
  write: (value) => writeHours(value as Parameters<typeof writeHours>[0]),
  read(cell) {
    const { hours: read, wrong } = readHours(plain(said(cell)));
    if (wrong !== null)
      throw new Fault('hours', `"${wrong}" is not understood: write 1-5 09:00-18:00; 6-7 10:00-16:00`, { wrong });
    return read;
  },
};
