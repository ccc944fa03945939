import type { Policy } from '@tideboard/domain';
import { isRefusal, readEvent } from '../ingest/read-event.js';
import { compareIds, packPast, type Place, spacingOf, superfluous, unpackPast } from './checkpoint.js';
import type { CheckpointFiles } from './checkpoint-files.js';
import type { LogReader } from './log-reader.js';
import { Past } from './past.js';

const CLOCKS_APART_MS = 1000;
/** Checkpoints that are kept judged: who scrubs back and forth leaves from one of them again and again. */
const MOST_BASES = 3;

export interface Moment {
  /** The last entry of the log that had arrived. */
  logId: string;
  /** Site clock, epoch ms. */
  at: number;
  policy: Policy;
  registry: number;
  /** The business day that the board showed. */
  day: string;
}

/** The log no longer holds all that happened between where one could begin and the moment. */
export class LogCut extends Error {}

/** The log's past, moment by moment. A step forwards costs what happened in it; a leap the way from the checkpoint before. */
export class Traveller {
  private present: Past | null = null;
  private bases: Past[] = [];

  /** @param siteAt the site clock (epoch ms) at a real epoch ms */
  constructor(
    private readonly log: LogReader,
    private readonly files: CheckpointFiles,
    private readonly siteAt: (real: number) => number,
  ) {}

  /** The floor as it was known at the moment. @throws LogCut */
  async go(moment: Moment): Promise<Past> {
    const past = await this.start(moment);
    const from = past.logId;
    this.present = null;
    await this.walk(past, moment);
    await this.assertWhole(from);
    await past.judge(moment.policy, { registry: moment.registry, now: moment.at, since: sinceOf(moment, moment.at, moment.day) });
    this.present = past;
    return past;
  }

  /** Writes down what has come since the last checkpoint, as far as a whole spacing of it; false where the log is cut before that. */
  async keep(): Promise<boolean> {
    const { last, entries, cut } = await this.log.extent();
    const places = await this.usable(cut);
    if (places.length === 0 && cut !== '') return false;
    const latest = places.at(-1);
    if (last === '' || entries - (latest?.events ?? 0) < spacingOf(entries)) return true;
    const past = (latest && (await this.load(latest))) ?? new Past();
    await this.walk(past, { logId: last, at: Infinity });
    for (const place of superfluous(await this.files.list(), entries, cut)) await this.files.remove(place);
    return true;
  }

  /** The first instant (site, epoch ms) from which one can begin; null for the beginning, Infinity where the log is cut before any. */
  async reach(): Promise<number | null> {
    const { cut } = await this.log.extent();
    if (cut === '') return null;
    const [first] = await this.usable(cut);
    // What arrived in that millisecond and not before it may already be in it.
    return first ? this.siteAt(Number(first.logId.split('-')[0]) + 1) : Infinity;
  }

  private async walk(past: Past, { logId, at }: Pick<Moment, 'logId' | 'at'>): Promise<void> {
    const spacing = spacingOf((await this.log.extent()).entries);
    const places = await this.files.list();
    for await (const page of this.log.pages(past.logId, logId)) {
      // By the time of their arrival and not of the moment: who starts from a copy may want one before it.
      const arrived = Math.min(at, this.arrivedAt(page.at(-1)?.[0] ?? past.logId));
      past.take(
        page.map(([entry, text]) => ({ logId: entry, event: readEntry(text) })),
        arrived,
      );
      const before = places.findLast((place) => compareIds(place.logId, past.logId) <= 0);
      if (past.events - (before?.events ?? 0) < spacing) continue;
      await this.files.save(packPast(past));
      places.push({ logId: past.logId, events: past.events });
      places.sort((a, b) => compareIds(a.logId, b.logId));
    }
  }

  /** Where the way is shortest: on from where we stand, from a checkpoint in memory, or from one that is written down. */
  private async start(moment: Moment): Promise<Past> {
    const { cut } = await this.log.extent();
    const near = (past: Past): boolean =>
      compareIds(past.logId, moment.logId) <= 0 && past.at <= moment.at && this.isWhole(past, cut);
    const bases = this.bases.filter(near).toSorted((a, b) => compareIds(a.logId, b.logId));
    const place = (await this.usable(cut)).findLast(({ logId }) => compareIds(logId, moment.logId) <= 0);
    const base = bases.at(-1);
    const inMemory =
      this.present && near(this.present) && compareIds(base?.logId ?? '', this.present.logId) <= 0 ? this.present : base;
    if (inMemory && (!place || compareIds(place.logId, inMemory.logId) <= 0))
      return inMemory === this.present ? inMemory : inMemory.copy();
    const loaded = place && (await this.load(place));
    if (!loaded) return new Past();
    const now = Math.min(moment.at, this.arrivedAt(loaded.logId));
    await loaded.judge(moment.policy, { registry: moment.registry, now, since: sinceOf(moment, now) });
    this.bases = [...this.bases.slice(1 - MOST_BASES), loaded];
    return loaded.copy();
  }

  private isWhole = (past: Past, cut: string): boolean => compareIds(past.logId, cut) >= 0;

  private async usable(cut: string): Promise<Place[]> {
    return (await this.files.list()).filter(({ logId }) => compareIds(logId, cut) >= 0);
  }

  /** Null where the log has not the checkpoint's last entry: it tells of what a store has lost. */
  private async load(place: Place): Promise<Past | null> {
    if (!(await this.log.has(place.logId))) {
      await this.files.remove(place);
      return null;
    }
    const found = await this.files.load(place);
    return found && unpackPast(found);
  }

  /** Asked after the way: the log may be cut while one walks along it. */
  private async assertWhole(from: string): Promise<void> {
    const { cut } = await this.log.extent();
    if (compareIds(from, cut) < 0) throw new LogCut();
  }

  /** A moment of the site before the entry was written: by so much the clocks of server and store may differ. */
  private arrivedAt(logId: string): number {
    return logId === '' ? 0 : this.siteAt(Number(logId.split('-')[0]) - CLOCKS_APART_MS);
  }
}

/** Where the business day begins that an instant lies in; of another day, as at the edge of one, nothing may be passed over. */
function sinceOf({ policy }: Moment, now: number, day?: string): number {
  const { date, from } = policy.dayOf(now);
  return day === undefined || day === date ? from : -Infinity;
}

function readEntry(text: string) {
  const event = readEvent(JSON.parse(text), () => '');
  return isRefusal(event) ? null : event;
}
