import { Injectable } from '@nestjs/common';
import {
  type Cell,
  DayRollup,
  inGrain,
  ledgerOf,
  mergeCells,
  type Policy,
  ROLLUP_GRAINS,
  type RollupGrain,
} from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import type { FrozenDay } from '../tickets/frozen-day.js';
import { olderSet, zoneOf } from '../tickets/let-go.js';
import { PolicyService } from '../tickets/policy.service.js';
import { unpackTicket } from '../tickets/record.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { CellCache, type HeldCells } from './cell-cache.js';
import { dayMarks } from './day-marks.js';
import { shiftDay } from './period.js';
import { type DayCells, RollupStore } from './rollup-store.js';

/** A reader may be shown a cut that is out of date for as many times what cutting it cost: a busy day must not eat the machine. */
const PATIENCE = 4;
/** Days that are read from the store at once. */
const AHEAD = 7;

/** What a range of days holds, in one grain. */
export interface HistoryRange {
  grain: RollupGrain;
  /** Of days before `first` the cells may be of the whole day: their slot is 0, and they are good for sums only. */
  cells: Cell[];
  /** Days of the range with anything in them, in order. */
  known: string[];
  /** The first day from which on everything is known in this grain; null in an empty store. */
  first: string | null;
  /** When the oldest part was counted (site epoch ms). */
  asOf: number;
  /** Sets of definitions that its days were counted by, the oldest first. */
  definitions: string[];
}

/**
 * Days cut into cells, from the tickets themselves by `ledgerOf`, when a day has changed since it was last cut; tickets that were let go
 * have left their share frozen. Events only mark a day as
 * changed: nothing finer than the board's own counters is written on their way, so history costs the door next to nothing.
 */
@Injectable()
export class HistoryService {
  private marked: { rev: number; markOf: (day: string) => string } | null = null;
  private readonly cache = new CellCache();
  private readonly fetching = new Map<string, Promise<HeldCells | null>>();
  private readonly cutting = new Map<string, Promise<ReadonlyMap<RollupGrain, HeldCells>>>();

  constructor(
    private readonly store: RollupStore,
    private readonly policies: PolicyService,
    private readonly tickets: TicketStore,
    private readonly clock: SiteClock,
  ) {}

  /** The cells of the business days from `from` to `to`, both inclusive. */
  async range(from: string, to: string, grain: RollupGrain): Promise<HistoryRange> {
    const changes = await this.changes();
    const all = [...changes.keys()].toSorted();
    const known = all.filter((day) => day >= from && day <= to);
    const cells: Cell[] = [];
    const definitions = new Set<string>();
    let asOf = this.clock.now();
    let first = all[0] ?? null;
    for (const [i, day] of known.entries()) {
      const of = changes.get(day)!;
      // oxlint-disable-next-line no-await-in-loop -- a week at a time: a month of round trips is a tenth of a second
      if (i % AHEAD === 0)
        await Promise.all(known.slice(i, i + AHEAD).map((each) => this.fetch(each, changes.get(each)!, grain)));
      // oxlint-disable-next-line no-await-in-loop -- one day after the other lets the process answer others in between
      const cut = await this.day(day, of, grain);
      for (const cell of cut.cells) cells.push(cell);
      definitions.add(cut.definitions);
      if (cut.lacking) first = shiftDay(day, 1);
      if (cut.of !== of) asOf = Math.min(asOf, cut.at);
    }
    return { grain, cells, known, first, asOf, definitions: [...definitions].toSorted() };
  }

  /** Of each business day with anything in it what changes with what it holds: who keeps something of a day sees by it whether that stands. */
  async changes(): Promise<Map<string, string>> {
    const markOf = this.marks(this.policies.current());
    return new Map([...(await this.store.changes())].map(([day, of]) => [day, of + markOf(day)]));
  }

  /** Makes sure that the store has the newest cut of a day. */
  async refresh(day: string, of: string): Promise<void> {
    if ((await this.store.load(day, 'day'))?.of !== of) await this.cut(day, of);
  }

  private marks({ rev, versions }: ReturnType<PolicyService['current']>): (day: string) => string {
    if (this.marked?.rev !== rev) this.marked = { rev, markOf: dayMarks(versions) };
    return this.marked.markOf;
  }

  private async day(day: string, of: string, grain: RollupGrain): Promise<HeldCells> {
    const held = await this.fetch(day, of, grain);
    return held && isGood(held, of) ? held : (await this.cut(day, of)).get(grain)!;
  }

  /** A cut that is at hand or in the store, however old; whoever asks meanwhile waits for the same reading. */
  private fetch(day: string, of: string, grain: RollupGrain): Promise<HeldCells | null> {
    const name = `${grain} ${day}`;
    const held = this.cache.get(name);
    if (held && isGood(held, of)) return Promise.resolve(held);
    const running = this.fetching.get(name);
    if (running) return running;
    const fetched = this.fetchNow(day, grain).finally(() => this.fetching.delete(name));
    this.fetching.set(name, fetched);
    return fetched;
  }

  private async fetchNow(day: string, grain: RollupGrain): Promise<HeldCells | null> {
    const stored = await this.store.load(day, grain);
    if (!stored) return null;
    const found = { ...stored, checkedAt: performance.now(), costMs: 0 };
    this.cache.put(`${grain} ${day}`, found);
    return found;
  }

  /** Cuts a day anew in every grain; whoever asks meanwhile gets the same cut. */
  private cut(day: string, of: string): Promise<ReadonlyMap<RollupGrain, HeldCells>> {
    const running = this.cutting.get(day);
    if (running) return running;
    const cut = this.cutNow(day, of).finally(() => this.cutting.delete(day));
    this.cutting.set(day, cut);
    return cut;
  }

  private async cutNow(day: string, of: string): Promise<ReadonlyMap<RollupGrain, HeldCells>> {
    const began = performance.now();
    const at = this.clock.now();
    const { fine, frozen } = await this.counted(day, at);
    const timeZone = zoneOf(fine, this.policies.current().policy, at);
    const costMs = performance.now() - began;
    const made = new Map(
      ROLLUP_GRAINS.map((grain) => [
        grain,
        { of, at, definitions: olderSet(frozen.day), ...withFrozen(fine, frozen, { grain, timeZone }), checkedAt: began, costMs },
      ]),
    );
    await this.store.save(day, made);
    for (const [grain, held] of made) this.cache.put(`${grain} ${day}`, held);
    return made;
  }

  /** The day's tickets in the finest cells, and what is frozen of those that were let go: each ticket in one of the two. */
  private async counted(day: string, at: number): Promise<{ fine: Cell[]; frozen: FrozenDay }> {
    const { policy } = this.policies.current();
    const frozenNow = async (): Promise<FrozenDay> => (await this.tickets.frozenDays([day])).get(day)!;
    for (let frozen = await frozenNow(); ; ) {
      const rollup = new DayRollup(day);
      // oxlint-disable no-await-in-loop -- again where tickets went on the way from one to the other
      for await (const page of this.store.tickets(day)) for (const record of page) rollup.add(ledgerAt(record, policy, at));
      const after = await frozenNow();
      // oxlint-enable no-await-in-loop
      if (after.day?.version === frozen.day?.version) return { fine: rollup.result(), frozen };
      frozen = after;
    }
  }
}

/** Cells of a grain; of the whole day where it lacks what is frozen of it. */
function withFrozen(
  fine: readonly Cell[],
  frozen: FrozenDay,
  { grain, timeZone }: { grain: RollupGrain; timeZone: string },
): Pick<DayCells, 'cells' | 'lacking'> {
  const lacking = frozen.day !== null && frozen[grain] === null;
  const kept = lacking ? 'day' : grain;
  return { lacking, cells: mergeCells(inGrain(fine, kept, timeZone), frozen[kept]?.cells ?? []) };
}

const isGood = (held: HeldCells, of: string): boolean =>
  held.of === of || performance.now() - held.checkedAt < held.costMs * PATIENCE;

/** As of the moment at which the record was judged: its sums are then what it has added to the board's counters, to the last ticket. */
function ledgerAt(record: string, policy: Policy, at: number): ReturnType<typeof ledgerOf> {
  const { facts, applied } = unpackTicket(record);
  return ledgerOf(facts, policy, Math.min(at, (applied.wakeAt ?? Infinity) - 1));
}
