import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { slotOf } from '../../libs/domain/src/index.js';

/** Something that came in, by the wall clock: `bad` says of a rating what it was. */
export interface Came {
  slot: number;
  channel: string;
  kind: string | null;
  topic: string | null;
  bad: boolean | null;
}

type Row = Readonly<Record<string, string>>;
const rowsOf = (path: string, delimiter: string): Row[] =>
  parse(readFileSync(path), { columns: true, bom: true, delimiter, relax_quotes: true, relax_column_count: true });

/** A bank's calls in February 1999: one channel, topics are what a call is about. */
export function technionCalls(folder: string): Came[] {
  return rowsOf(`${folder}/technion/february_1999.txt`, '\t').flatMap((row) => {
    const [, y, m, d] = /^(\d\d)(\d\d)(\d\d)$/.exec(row['date'] ?? '') ?? [];
    const [, hour, minute] = /^(\d+):(\d+):/.exec(row['vru_entry'] ?? '') ?? [];
    if (!y || !hour || row['outcome'] === 'PHANTOM') return [];
    const at = Date.UTC(1900 + Number(y), Number(m) - 1, Number(d), Number(hour), Number(minute));
    return [{ slot: slotOf(at, 0), channel: 'bank-phone', kind: null, topic: row['type']!.trim(), bad: null }];
  });
}

/** A city's requests in March 2015: channels are their sources, topics their types. */
export function bostonRequests(folder: string): Came[] {
  return rowsOf(`${folder}/boston311/2015-03.csv`, ',').flatMap((row) => {
    const parts = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+):\d+ (AM|PM)$/.exec(row['OPEN_DT'] ?? '');
    if (!parts) return [];
    const [month, day, year, hour, minute] = parts.slice(1, 6).map(Number) as [number, number, number, number, number];
    const at = Date.UTC(year, month - 1, day, (hour % 12) + (parts[6] === 'PM' ? 12 : 0), minute);
    return [{ slot: slotOf(at, 0), channel: row['Source']!, kind: null, topic: row['TYPE']!, bad: null }];
  });
}

/** Rated contacts of three days of August 2023; a score of 3 or less is a bad one. */
export function ratedContacts(folder: string): Came[] {
  return rowsOf(`${folder}/csat/2023-08.csv`, ',').flatMap((row) => {
    const parts = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+)$/
      .exec(row['Issue_reported at'] ?? '')
      ?.slice(1)
      .map(Number);
    const score = Number(row['CSAT Score']);
    if (!parts || !(score >= 1)) return [];
    const [day, month, year, hour, minute] = parts as [number, number, number, number, number];
    const at = Date.UTC(year, month - 1, day, hour, minute);
    return [{ slot: slotOf(at, 0), channel: row['channel_name']!, kind: null, topic: row['category']!, bad: score <= 3 }];
  });
}
