import { keys, type RedisConnections } from '../platform/redis/index.js';

const PAGE = 1000;

/** What there is of the event log: its last entry, how many there ever were, and the last one that was let go ('' where none). */
export interface LogExtent {
  last: string;
  entries: number;
  cut: string;
}

/** Reads the event log from one entry to another. */
export class LogReader {
  constructor(private readonly connections: RedisConnections) {}

  async extent(): Promise<LogExtent> {
    const { main } = this.connections;
    if ((await main.exists(keys.log)) === 0) return { last: '', entries: 0, cut: '' };
    const flat = (await main.xinfo('STREAM', keys.log)) as unknown[];
    const of = (name: string): unknown => flat[flat.indexOf(name) + 1];
    const [last, cut] = [of('last-generated-id'), of('max-deleted-entry-id')] as [string, string];
    return { last: last === '0-0' ? '' : last, entries: Number(of('entries-added')), cut: cut === '0-0' ? '' : cut };
  }

  /** Whether the entry is in the log, or was before the log's old end was let go. */
  async has(logId: string): Promise<boolean> {
    return (await this.connections.main.xrange(keys.log, logId, logId)).length > 0 || (await this.extent()).cut === logId;
  }

  /** Entries behind `after` up to `to`, a page at a time. */
  async *pages(after: string, to: string): AsyncGenerator<[entry: string, text: string][]> {
    for (let last = after; ; ) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await this.connections.main.xrange(keys.log, last === '' ? '-' : `(${last}`, to, 'COUNT', PAGE);
      if (page.length > 0) yield page.map(([entry, fields]) => [entry, fields[1]!]);
      if (page.length < PAGE) return;
      last = page.at(-1)![0];
    }
  }
}
