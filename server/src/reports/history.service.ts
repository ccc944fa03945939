import { Injectable } from '@nestjs/common';
import { DEFINITIONS_VERSION } from '@tideboard/contracts';
import { type Cell, coarsen, DayRollup, ledgerOf, type Policy, ROLLUP_GRAINS, type RollupGrain } from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import { PolicyService } from '../tickets/policy.service.js';
import { unpackTicket } from '../tickets/record.js';
import { CellCache, type HeldCells } from './cell-cache.js';
import { dayMarks } from './day-marks.js';
import { RollupStore } from './rollup-store.js';

/** A reader may be shown a cut that is out of date for as many times what cutting it cost: a busy day must not eat the machine. */
const PATIENCE = 4;
/** Days that are read from the store at once. */
const AHEAD = 7;

/** What a range of days holds, in one grain. */
export interface HistoryRange {
  grain: RollupGrain;
  cells: Cell[];
  /** Days of the range with anything in them, in order. */
  known: string[];
  /** The first day that has anything at all; null in an empty store. */
  first: string | null;
  /** When the oldest part was counted (site epoch ms). */
  asOf: number;
  /** Sets of definitions that its days were counted by, the oldest first. */
  definitions: string[];
}

/** A day in every grain, and the definitions that it was counted by. */
interface Counted {
  definitions: string;
  cells: Record<RollupGrain, readonly Cell[]>;
}

/**
 * Days cut into cells, from the tickets themselves by `ledgerOf`, when a day has changed since it was last cut. Events only mark a day as
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
    for (const [i, day] of known.entries()) {
      const of = changes.get(day)!;
      // oxlint-disable-next-line no-await-in-loop -- a week at a time: a month of round trips is a tenth of a second
      if (i % AHEAD === 0)
        await Promise.all(known.slice(i, i + AHEAD).map((each) => this.fetch(each, changes.get(each)!, grain)));
      // oxlint-disable-next-line no-await-in-loop -- one day after the other lets the process answer others in between
      const cut = await this.day(day, of, grain);
      for (const cell of cut.cells) cells.push(cell);
      definitions.add(cut.definitions);
      if (cut.of !== of) asOf = Math.min(asOf, cut.at);
    }
    return { grain, cells, known, first: all[0] ?? null, asOf, definitions: [...definitions].toSorted() };
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
    const { cells, definitions } = (await this.fromTickets(day, at)) ?? (await this.asKept(day));
    const costMs = performance.now() - began;
    const made = new Map(
      ROLLUP_GRAINS.map((grain) => [grain, { of, at, definitions, cells: cells[grain], checkedAt: began, costMs }]),
    );
    await this.store.save(day, made);
    for (const [grain, held] of made) this.cache.put(`${grain} ${day}`, held);
    return made;
  }

  /** Null where a ticket of the day is gone: what is left would not be the day that there was. */
  private async fromTickets(day: string, at: number): Promise<Counted | null> {
    const { policy } = this.policies.current();
    const rollup = new DayRollup(day);
    for await (const page of this.store.tickets(day)) {
      for (const record of page) {
        if (record === null) return null;
        rollup.add(ledgerAt(record, policy, at));
      }
    }
    const fine = rollup.result();
    const { timeZone } = policy.eras[policy.eraAt(fine[0]?.slot ?? at)]!.site;
    const cells = { '5min': fine, hour: coarsen(fine, 'hour', timeZone), day: coarsen(fine, 'day', timeZone) };
    return { definitions: DEFINITIONS_VERSION, cells };
  }

  /** Counted by the definitions of then: nobody can count it by others any more. */
  private async asKept(day: string): Promise<Counted> {
    const [fine, hour, whole] = await Promise.all(ROLLUP_GRAINS.map((grain) => this.store.load(day, grain)));
    const cells = { '5min': fine?.cells ?? [], hour: hour?.cells ?? [], day: whole?.cells ?? [] };
    return { definitions: whole?.definitions ?? DEFINITIONS_VERSION, cells };
  }
}

const isGood = (held: HeldCells, of: string): boolean =>
  held.of === of || performance.now() - held.checkedAt < held.costMs * PATIENCE;

/** As of the moment at which the record was judged: its sums are then what it has added to the board's counters, to the last ticket. */
function ledgerAt(record: string, policy: Policy, at: number): ReturnType<typeof ledgerOf> {
  const { facts, applied } = unpackTicket(record);
  return ledgerOf(facts, policy, Math.min(at, (applied.wakeAt ?? Infinity) - 1));
}
