// A day of history: the ledger of its tickets, summed into cells. Every coarser table is a sum of these.
import { Info } from 'luxon';
import type { LedgerEntry } from './ledger.js';
import { DATED, type Dated } from './tally.js';

/** How fine the cells of a day are in time. */
export const ROLLUP_GRAINS = ['5min', 'hour', 'day'] as const;
export type RollupGrain = (typeof ROLLUP_GRAINS)[number];

/** Dated counters, in the order of `DATED`. */
export type Sums = number[];

export interface Cell {
  /** Business day. */
  day: string;
  /** Epoch ms at which the five minutes or the hour begin on the wall clock; 0 in cells of a whole day. */
  slot: number;
  channel: string;
  kind: string | null;
  agent: string | null;
  team: string | null;
  topic: string | null;
  sums: Sums;
}

const INDEX = new Map(DATED.map((counter, i) => [counter, i]));
const FIVE_MINUTES = 300_000;
const HOUR = 3_600_000;

export const noSums = (): Sums => DATED.map(() => 0);

/** Adds `more` to `sums`, in place. */
export function addSums(sums: Sums, more: readonly number[]): Sums {
  for (let i = 0; i < more.length; i += 1) sums[i]! += more[i]!;
  return sums;
}

/** An hour of the wall clock: when it begins (epoch ms), its name, and how far the clocks are from UTC then (ms). */
export interface WallHour {
  slot: number;
  hour: number;
  weekday: number;
  offset: number;
}

/** Finds the wall-clock hour that holds an instant. Where the clocks are put back an hour comes twice, as two slots. */
export function makeHourFinder(timeZone: string): (at: number) => WallHour {
  const zone = Info.normalizeZone(timeZone);
  const known = new Map<number, WallHour>();
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    const met = known.get(quarter);
    if (met) return met;
    const offset = zone.offset(quarter * 900_000) * 60_000;
    const hours = Math.floor((quarter * 900_000 + offset) / HOUR);
    const days = Math.floor(hours / 24);
    // The first day of 1970 was a Thursday.
    const found = { slot: hours * HOUR - offset, hour: hours - days * 24, weekday: ((((days + 3) % 7) + 7) % 7) + 1, offset };
    if (known.size > 50_000) known.clear();
    known.set(quarter, found);
    return found;
  };
}

/** Sums ledger entries of one business day into cells of five minutes. */
export class DayRollup {
  private readonly cells = new Map<string, Cell>();

  constructor(readonly day: string) {}

  /** Takes what the entries have for this day and leaves the rest. */
  add(entries: readonly LedgerEntry[]): void {
    for (const { counter, at, day, amount, ...by } of entries) {
      if (day !== this.day) continue;
      const slot = Math.floor(at / FIVE_MINUTES) * FIVE_MINUTES;
      cellOf(this.cells, { ...by, day, slot }).sums[INDEX.get(counter)!]! += amount;
    }
  }

  result(): Cell[] {
    return [...this.cells.values()];
  }
}

/** The cells of one day, in a coarser grain. */
export function coarsen(cells: readonly Cell[], grain: 'hour' | 'day', timeZone: string): Cell[] {
  const hourOf = makeHourFinder(timeZone);
  const into = new Map<string, Cell>();
  for (const cell of cells) {
    const slot = grain === 'day' ? 0 : hourOf(cell.slot).slot;
    addSums(cellOf(into, { ...cell, slot }).sums, cell.sums);
  }
  return [...into.values()];
}

/** Fine cells of one day, in any grain. */
export const inGrain = (cells: readonly Cell[], grain: RollupGrain, timeZone: string): readonly Cell[] =>
  grain === '5min' ? cells : coarsen(cells, grain, timeZone);

/** The sums of both, cell by cell; they have to be of one day and one grain. */
export function mergeCells(some: readonly Cell[], others: readonly Cell[]): Cell[] {
  const into = new Map<string, Cell>();
  for (const cell of [...some, ...others]) addSums(cellOf(into, cell).sums, cell.sums);
  return [...into.values()];
}

function cellOf(cells: Map<string, Cell>, { day, slot, channel, kind, agent, team, topic }: Omit<Cell, 'sums'>): Cell {
  const key = JSON.stringify([slot, channel, kind, agent, team, topic]);
  const known = cells.get(key);
  if (known) return known;
  const made: Cell = { day, slot, channel, kind, agent, team, topic, sums: noSums() };
  cells.set(key, made);
  return made;
}

/** The sums of cells by any name that can be told from a cell; cells whose name is undefined are left out. */
export function sumBy<N>(cells: readonly Cell[], nameOf: (cell: Cell) => N | undefined): Map<N, Sums> {
  const sums = new Map<N, Sums>();
  for (const cell of cells) {
    const name = nameOf(cell);
    if (name === undefined) continue;
    const known = sums.get(name);
    if (known) addSums(known, cell.sums);
    else sums.set(name, [...cell.sums]);
  }
  return sums;
}

/** One counter of the sums. */
export const countIn = (sums: Sums, counter: Dated): number => sums[INDEX.get(counter)!]!;
