import { type Channel, DEFINITIONS_VERSION, type LocalisedText, type ReportHead, type Site } from '@tideboard/contracts';
import { type Cell, figuresOf, noSums, type Sums } from '@tideboard/domain';
import type { Principal } from '../access/principal.js';
import type { HistoryRange } from './history.service.js';
import type { Period } from './period.js';

/** Who asks, and for which one of their channels; null: all of them. */
export interface Asking {
  caller: Principal;
  channel: string | null;
}

/** Everything that reports are computed from; made once for each question, and pure from there on. */
export interface Scene {
  site: Site;
  /** The channels that the reader may see, in the order of the board, and those of the past that the cells still name. */
  channels: readonly Channel[];
  /** Channels of which anything was ever heard: the zeros of the others are nobody's word. */
  fed: ReadonlySet<string>;
  /** The site clock, and the business day that is running. */
  now: number;
  today: string;
  /** The business day from which the present rules of topics hold. */
  topicsSince: string;
}

/** One period's cells of the channels that the reader may see. */
export interface Cut extends HistoryRange {
  period: Period;
}

export const headOf = ({ site }: Scene, { period, asOf, definitions }: Cut): ReportHead => ({
  ...period,
  timeZone: site.timeZone,
  asOf: new Date(asOf).toISOString(),
  definitions: DEFINITIONS_VERSION,
  ...earlierOf(definitions),
});

function earlierOf(definitions: readonly string[]): Pick<ReportHead, 'earlierDefinitions'> {
  const earlier = definitions.filter((set) => set !== DEFINITIONS_VERSION);
  return earlier.length > 0 ? { earlierDefinitions: earlier } : {};
}

/** Sums that are known: what was found, zeros where nothing was although it would have been seen, and null where nobody looked. */
export const knownSums = (found: Sums | undefined, isKnown: boolean): Sums | null => found ?? (isKnown ? noSums() : null);

export const figuresFor = (found: Sums | undefined, isKnown: boolean) => figuresOf(knownSums(found, isKnown));

/** Whether anybody could know what happened in the period. */
export const isKnown = ({ today }: Scene, { period, first }: Cut): boolean =>
  first !== null && period.to >= first && period.from <= today;

export const namesOf = ({ channels }: Scene): Map<string, LocalisedText> => new Map(channels.map(({ id, name }) => [id, name]));

export const ofChannel = (cells: readonly Cell[], channel: string): Cell[] => cells.filter((cell) => cell.channel === channel);
