import { Worker } from 'node:worker_threads';
import { ProblemError } from '../http/problem.js';
import type { RawSheet } from './read-tables.js';
import type { WorkbookReply } from './workbook.worker.js';
import { zipEntries } from './zip-guard.js';

const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const PATIENCE_MS = 10_000;

const REFUSALS: Record<'unreadable' | 'too_many_rows' | 'too_many_columns', readonly [number, string, string]> = {
  unreadable: [422, 'file_unreadable', 'This is no XLSX workbook that can be read.'],
  too_many_rows: [413, 'too_many_rows', 'A sheet has more rows than anybody could import.'],
  too_many_columns: [413, 'too_many_columns', 'A sheet has more columns than anybody could import.'],
};
const refusal = (why: keyof typeof REFUSALS): ProblemError => new ProblemError(...REFUSALS[why]);

/**
 * The sheets of an XLSX workbook. What it says that it unpacks to is limited before anything is unpacked, and held against what it does
 * unpack to, and against the size that sheets have, before anything is read.
 *
 * @throws ProblemError 413 too large when unpacked, too many rows or columns · 422 no workbook
 */
export function readWorkbook(body: Buffer): Promise<RawSheet[]> {
  const entries = zipEntries(body);
  if (!entries) return Promise.reject(refusal('unreadable'));
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_UNPACKED_BYTES)
    return Promise.reject(new ProblemError(413, 'file_too_large', 'The workbook is larger than 64 MiB when unpacked.'));
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./workbook.worker.js', import.meta.url), {
      workerData: new Uint8Array(body),
      resourceLimits: { maxOldGenerationSizeMb: 384 },
      execArgv: [],
    });
    const settle = (reply: WorkbookReply): void => ('sheets' in reply ? done(reply.sheets) : fail(refusal(reply.refused)));
    const refuse = (): void => fail(refusal('unreadable'));
    const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    worker.once('message', settle).once('error', refuse).once('exit', refuse);
    worker.once('exit', () => clearTimeout(timer));
  });
}
