// What an XLSX workbook may be before anybody reads it: an archive that unpacks to what it announces, and sheets of a size that people
// make. A reader that trusts either can be kept busy, or fed until the memory is gone, by a few hundred bytes. Pure but for unpacking.
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** 0: as it is, 8: deflated. */
  method: number;
  /** Where its local header begins. */
  at: number;
  packed: number;
  /** Bytes when unpacked, as announced. */
  size: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const ENDLESS = 0xffffffff;

/** The directory of an archive; null where there is none that makes sense, or one for archives of gigabytes (ZIP64). */
export function zipEntries(zip: Buffer): ZipEntry[] | null {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) return null;
  const [count, from] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  if (count === 0xffff || from === ENDLESS) return null;
  const entries: ZipEntry[] = [];
  for (let at = from; entries.length < count; ) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return null;
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** The entry unpacked. Throws where that is not what was announced; never makes more than that. */
export function unpacked(zip: Buffer, { method, at, packed, size }: ZipEntry): Buffer {
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const data = zip.subarray(from, from + packed);
  const body = method === 0 ? data : inflateRawSync(data, { maxOutputLength: size + 1 });
  if (body.length !== size) throw new Error('an entry is not as large as announced');
  return body;
}

/** A start tag longer than this has more attributes than any program writes, and reading them takes time by their square. */
const LONGEST_TAG = 20_000;
/** Places of a sheet up to its last row and column. Two whole columns may be filled; the reader allots all of them, filled or not. */
const MOST_PLACES = 2_100_000;
const TAG = new RegExp(`<[^<>]{${LONGEST_TAG}}`);
const PLACED = /<(?:[\w.-]+:)?(?:c|row)\s[^<>]*?\br\s*=\s*["']([^"']*)/g;

/** Why a part of a workbook would be too much to read; null where it is not. */
export function excessOf(xml: string): 'unreadable' | 'too_many_rows' | 'too_many_columns' | null {
  if (TAG.test(xml)) return 'unreadable';
  let [rows, columns] = [1, 1];
  for (const [, place = ''] of xml.matchAll(PLACED)) {
    const [, letters, row] = /^([A-Z]{0,3})(\d{0,7})$/.exec(place) ?? [];
    if (letters === undefined) return /^[A-Z]{0,3}\d/.test(place) ? 'too_many_rows' : 'too_many_columns';
    rows = Math.max(rows, Number(row));
    columns = Math.max(columns, columnNumber(letters));
  }
  if (rows * columns <= MOST_PLACES) return null;
  return columns > 200 ? 'too_many_columns' : 'too_many_rows';
}

const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
