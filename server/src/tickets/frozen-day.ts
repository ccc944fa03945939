// A business day's history of tickets that were let go: cells, and nothing that says which tickets they were.
import { type Cell, noSums, type RollupGrain } from '@tideboard/domain';

/** Cells of one grain. Whenever there are any of a day, there are those of the whole day. */
export interface Frozen {
  /** Every write raises it. */
  version: number;
  /** The oldest set of definitions that any of it was counted by. */
  definitions: string;
  cells: readonly Cell[];
}

export type FrozenDay = Record<RollupGrain, Frozen | null>;

/** Frozen cells to write: what they were, what they become. */
export interface FrozenChange {
  day: string;
  grain: RollupGrain;
  before: Frozen | null;
  after: Frozen;
}

/** Under which name a day's cells lie beside those of others. */
export const frozenField = (grain: RollupGrain, day: string): string => `${grain} ${day}`;

export type PackedCells = [slot: number, by: (string | null)[], amounts: [number, number][]][];

export const packCells = (cells: readonly Cell[]): PackedCells =>
  cells.map(({ slot, channel, kind, agent, team, topic, sums }) => [
    slot,
    topic === null ? [channel, kind, agent, team] : [channel, kind, agent, team, topic],
    sums.flatMap((amount, i): [number, number][] => (amount === 0 ? [] : [[i, amount]])),
  ]);

export const unpackCells = (day: string, packed: PackedCells): Cell[] =>
  packed.map(([slot, [channel, kind, agent, team, topic = null], amounts]): Cell => {
    const sums = noSums();
    for (const [i, amount] of amounts) sums[i] = amount;
    return { day, slot, channel: channel!, kind: kind!, agent: agent!, team: team!, topic, sums };
  });

interface Packed {
  d: string;
  c: PackedCells;
}

/** `version|json`, as the commit script wants it. */
export const packFrozen = ({ version, definitions, cells }: Frozen): string =>
  `${version}|${JSON.stringify({ d: definitions, c: packCells(cells) } satisfies Packed)}`;

export function unpackFrozen(day: string, stored: string): Frozen {
  const bar = stored.indexOf('|');
  const { d, c } = JSON.parse(stored.slice(bar + 1)) as Packed;
  return { version: Number(stored.slice(0, bar)), definitions: d, cells: unpackCells(day, c) };
}
