// A recorded file, read and put into the order in which it happened.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type CloudEvent, EVENT_TYPES, type EventType } from '@tideboard/contracts';
import { parse } from 'csv-parse';
import { boston } from './boston.js';
import { csat } from './csat.js';
import type { DataSet, Row, Service, Timed } from './data-set.js';
import { technion } from './technion.js';

const DATA_SETS: readonly DataSet[] = [technion, boston, csat];

export interface Recording {
  dataSet: DataSet;
  timeZone: string;
  rows: number;
  /** Rows that became no event, by reason. */
  dropped: Record<string, number>;
  /** In the order of time. */
  events: Timed[];
  /** When the last ticket was created (epoch ms). */
  lastCreatedAt: number;
}

/** What a file is, by the first columns of its header; null when it is none of them. */
export function dataSetOf(firstLine: string): DataSet | null {
  const line = firstLine.replace(/^\uFEFF/, '').trim();
  return DATA_SETS.find(({ header, delimiter }) => `${line}${delimiter}`.startsWith(header.join(delimiter) + delimiter)) ?? null;
}

/** Reads the file; rejects when it cannot be read or is none that we know. */
export async function readRecording(path: string, { timeZone, onRow }: ReadOptions = {}): Promise<Recording> {
  const dataSet = dataSetOf(await firstLine(path));
  if (!dataSet) throw new Error(`${path}: no file that we know; known are ${DATA_SETS.map(({ name }) => name).join(', ')}`);
  const zone = timeZone ?? dataSet.timeZone;
  const map = dataSet.mapper(zone);
  const recording: Recording = { dataSet, timeZone: zone, rows: 0, dropped: {}, events: [], lastCreatedAt: 0 };
  const services: Service[] = [];
  const rows = createReadStream(path).pipe(
    parse({
      columns: true,
      bom: true,
      delimiter: dataSet.delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  for await (const row of rows) {
    recording.rows += 1;
    onRow?.(recording.rows);
    const outcome = map(row as Row);
    if ('dropped' in outcome) recording.dropped[outcome.dropped] = (recording.dropped[outcome.dropped] ?? 0) + 1;
    else recording.events.push(...outcome.events);
    if ('served' in outcome && outcome.served) services.push(outcome.served);
  }
  for (const { at, event } of recording.events)
    if (event.type === 'ticket.created' && at > recording.lastCreatedAt) recording.lastCreatedAt = at;
  // Not spread into push: a month of agents is more arguments than a call can take.
  for (const change of dataSet.agents?.(services) ?? []) recording.events.push(change);
  recording.events.sort(inTime);
  return recording;
}

export interface ReadOptions {
  timeZone?: string | undefined;
  onRow?: (rows: number) => void;
}

/**
 * By their own time, never row by row: a row's later columns are its future, and a board that was told of the end with the beginning
 * would never have shown anybody waiting.
 */
function inTime(a: Timed, b: Timed): number {
  return a.at - b.at || rank(a.event) - rank(b.event) || (a.event.id < b.event.id ? -1 : 1);
}

const rank = ({ type }: CloudEvent): number => EVENT_TYPES.indexOf(type as EventType);

async function firstLine(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4096), position: 0 });
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0]!;
  } finally {
    await file.close();
  }
}
