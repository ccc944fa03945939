import { Worker } from 'node:worker_threads';
import { ProblemError } from '../http/problem.js';
import type { RawSheet } from './read-tables.js';

const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const PATIENCE_MS = 20_000;

/**
 * The sheets of an XLSX workbook. What it unpacks to is limited before anything is unpacked: the reader allots what the archive's
 * directory announces and no more.
 *
 * @throws ProblemError 413 too large when unpacked · 422 no workbook
 */
export function readWorkbook(body: Buffer): Promise<RawSheet[]> {
  if (unpackedBytes(body) > MAX_UNPACKED_BYTES)
    throw new ProblemError(413, 'file_too_large', 'The workbook is larger than 64 MiB when unpacked.');
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./workbook.worker.js', import.meta.url), {
      workerData: new Uint8Array(body),
      resourceLimits: { maxOldGenerationSizeMb: 384 },
      execArgv: [],
    });
    const refuse = (): void => fail(new ProblemError(422, 'file_unreadable', 'This is no XLSX workbook that can be read.'));
    const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    worker.once('message', done).once('error', refuse).once('exit', refuse);
    worker.once('exit', () => clearTimeout(timer));
  });
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The sum of what the directory of a ZIP archive announces; infinite where it makes no sense. */
function unpackedBytes(zip: Buffer): number {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) return 0;
  let sum = 0;
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return Infinity;
    sum += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return sum;
}
