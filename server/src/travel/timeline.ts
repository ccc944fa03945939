import { Injectable } from '@nestjs/common';
import type { Policy } from '@tideboard/domain';
import { isRefusal, readEvent } from '../ingest/read-event.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { Past } from './past.js';

const PAGE = 1000;
/** Entries between two copies that are kept to go back to; more apart when the log is long, so that their number stays. */
const COPY_EVERY = 10_000;
const MOST_COPIES = 12;
const CLOCKS_APART_MS = 1000;
/** Nobody travels any more (real ms): the memory is given back. */
const IDLE_MS = 5 * 60_000;

export interface Moment {
  /** The last entry of the log that had arrived. */
  logId: string;
  /** Site clock, epoch ms. */
  at: number;
  policy: Policy;
  registry: number;
}

/** The log's past, moment by moment. A step forwards costs what happened in it; a leap back the way from the copy before. */
@Injectable()
export class Timeline {
  private present: Past | null = null;
  private copies: Past[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
  ) {}

  /** Calls `read` on the floor as it was known at the moment; one at a time, since they share the way. */
  async at<T>(moment: Moment, read: (past: Past) => T): Promise<T> {
    const turn = this.turn.then(async () => read(await this.go(moment)));
    this.turn = turn.catch(() => undefined);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.forget(), IDLE_MS).unref();
    return turn;
  }

  private forget(): void {
    this.present = null;
    this.copies = [];
  }

  private async go(moment: Moment): Promise<Past> {
    const past = this.start(moment);
    this.present = past;
    for (;;) {
      // oxlint-disable no-await-in-loop -- each page begins where the one before ended
      const page = await this.connections.main.xrange(
        keys.log,
        past.logId === '' ? '-' : `(${past.logId}`,
        moment.logId,
        'COUNT',
        PAGE,
      );
      // By the time of their arrival and not of the moment: who starts from a copy may want one before it.
      const arrived = Math.min(moment.at, this.arrivedAt(page.at(-1)?.[0] ?? past.logId));
      past.take(
        page.map(([logId, fields]) => ({ logId, event: readEntry(fields[1]!) })),
        arrived,
      );
      if (page.length < PAGE) break;
      await this.keepCopy(past, { ...moment, at: arrived });
      // oxlint-enable no-await-in-loop
    }
    await past.judge(moment.policy, moment.registry, moment.at);
    return past;
  }

  /** Where the way is shortest: on from where we stand, or from a copy before. */
  private start({ logId, at }: Moment): Past {
    const before = (past: Past): boolean => compareIds(past.logId, logId) <= 0 && past.at <= at;
    const copy = this.copies.findLast(before);
    if (this.present && before(this.present) && (!copy || compareIds(copy.logId, this.present.logId) <= 0)) return this.present;
    return copy?.copy() ?? new Past();
  }

  /** A moment of the site before the entry was written: by so much the clocks of server and store may differ. */
  private arrivedAt(logId: string): number {
    return logId === '' ? 0 : this.clock.siteAt(Number(logId.split('-')[0]) - CLOCKS_APART_MS);
  }

  private async keepCopy(past: Past, { policy, registry, at }: Moment): Promise<void> {
    const last = this.copies.at(-1);
    if (past.events % COPY_EVERY >= PAGE || at < past.at || (last && last.events >= past.events)) return;
    await past.judge(policy, registry, at);
    this.copies.push(past.copy());
    if (this.copies.length > MOST_COPIES) this.copies = this.copies.filter((_, i) => i % 2 === 1);
  }
}

function readEntry(entry: string) {
  const event = readEvent(JSON.parse(entry), () => '');
  return isRefusal(event) ? null : event;
}

/** `ms-seq` by number; '' is before all. */
function compareIds(a: string, b: string): number {
  const [[am = 0, as = 0], [bm = 0, bs = 0]] = [a, b].map((id) => (id === '' ? [-1, 0] : id.split('-').map(Number))) as [
    number[],
    number[],
  ];
  return am - bm || as - bs;
}
