// Reads one workbook and ends. A thread of its own: unpacking and parsing take seconds for a large one, in which no beat would be sent.
import { parentPort, workerData } from 'node:worker_threads';
import readXlsxFile from 'read-excel-file/universal';
import type { RawSheet } from './read-tables.js';
import { excessOf, unpacked, zipEntries } from './zip-guard.js';

export type WorkbookReply = { sheets: RawSheet[] } | { refused: NonNullable<ReturnType<typeof excessOf>> };

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<WorkbookReply> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const entry of zipEntries(zip)!) {
    const body = unpacked(zip, entry);
    // Only these are read, whatever else an archive brings along; names that lead elsewhere lead nowhere, as nothing is written.
    const refused = /\.(?:xml|rels)$/.test(entry.name) ? excessOf(body.toString('latin1')) : null;
    if (refused) return { refused };
  }
  const sheets = await readXlsxFile(new Blob([bytes]), { trim: false });
  return { sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as RawSheet['rows'] })) };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
parentPort!.postMessage(await read(workerData as Uint8Array<ArrayBuffer>));
