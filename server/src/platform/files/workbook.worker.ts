// Reads one workbook and ends. A thread of its own: unpacking and parsing take seconds for a large one, in which no beat would be sent.
import { parentPort, workerData } from 'node:worker_threads';
import readXlsxFile from 'read-excel-file/universal';

const sheets = await readXlsxFile(new Blob([workerData as Uint8Array<ArrayBuffer>]), { trim: false });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
parentPort!.postMessage(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data })));
