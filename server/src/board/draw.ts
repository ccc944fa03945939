import type {
  AlertView,
  AutomationView,
  Board,
  Channel,
  ChannelBoard,
  Metrics,
  ReassignmentView,
  Site,
  Totals,
} from '@tideboard/contracts';
import { type Counters, DATED, GAUGES, metricsOf, statusOf } from '@tideboard/domain';
import type { ChannelNumbers } from './board-reader.js';
import type { Phase } from './phase.js';
import { type Reader, withoutNames, withoutWords } from './reader.js';

/** Everything a board is drawn from: the store at one rev, and the registry that goes with it. */
export interface Scene {
  epoch: string;
  rev: number;
  /** Rev of the registry that `site` and `channels` are of. */
  registry: number;
  phase: Phase;
  rebuilding: boolean;
  unmapped: number;
  numbers: ReadonlyMap<string, ChannelNumbers>;
  alerts: readonly AlertView[];
  reassignments: readonly ReassignmentView[];
  automation: AutomationView;
  site: Site;
  channels: readonly Channel[];
}

const NOTHING: ChannelNumbers = {
  counters: Object.fromEntries([...GAUGES, ...DATED].map((name) => [name, 0])) as Counters,
  oldestPendingAt: null,
  fed: false,
};
export const NO_AUTOMATION: AutomationView = { mode: 'off', pausedBy: null, pausedUntil: null };
const sees = (visible: readonly string[] | null, channel: string): boolean => visible === null || visible.includes(channel);

/**
 * The board as this reader sees it at `at` (site clock, epoch ms). Totals are over the visible channels;
 * but for the waits, which tick, two calls for one scene give the same content.
 */
export function drawBoard(scene: Scene, { reader, at, clockRate }: { reader: Reader; at: number; clockRate: number }): Board {
  const visible = reader.channels;
  const shown = scene.channels.filter(({ id }) => sees(visible, id)).toSorted(byPosition);
  const { timeoutRateBase } = scene.site;
  const numbersOf = (id: string): ChannelNumbers => scene.numbers.get(id) ?? NOTHING;
  const metrics = (numbers: Pick<ChannelNumbers, 'counters' | 'oldestPendingAt'>): Metrics =>
    metricsOf({ ...numbers, at, timeoutRateBase });
  return {
    site: { name: scene.site.name, clockRate },
    epoch: scene.epoch,
    rev: scene.rev,
    at: new Date(at).toISOString(),
    businessDay: scene.phase.day,
    timeZone: scene.site.timeZone,
    rebuilding: scene.rebuilding,
    totals: totalsOf(metrics(sum(shown.map(({ id }) => numbersOf(id)))), visible === null ? scene.unmapped : 0),
    channels: shown.map((channel) =>
      drawChannel(channel, { numbers: numbersOf(channel.id), metrics: metrics(numbersOf(channel.id)), phase: scene.phase }),
    ),
    alerts: scene.alerts.filter(({ channel }) => sees(visible, channel)).toSorted((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1)),
    reassignments: scene.reassignments
      .filter(({ from, to }) => sees(visible, from) || sees(visible, to))
      .map((move) => (reader.nameless ? withoutNames(move) : move)),
    automation: reader.nameless ? withoutWords(scene.automation) : scene.automation,
  };
}

const byPosition = (a: Channel, b: Channel): number => a.position - b.position || (a.id < b.id ? -1 : 1);

const totalsOf = (metrics: Metrics, unmapped: number): Totals => ({ ...metrics, unmapped });

function drawChannel(
  channel: Channel,
  { numbers, metrics, phase }: { numbers: ChannelNumbers; metrics: Metrics; phase: Phase },
): ChannelBoard {
  const { id, name, type, thresholds, targets } = channel;
  const state = statusOf({
    metrics,
    thresholds,
    open: !phase.closed.includes(id),
    silent: !numbers.fed || phase.silent.includes(id),
  });
  return {
    id,
    name,
    type,
    ...state,
    fed: numbers.fed,
    thresholds: { pending: thresholds.pending ?? null },
    targets: { responseSeconds: targets.responseSeconds, serviceLevel: targets.serviceLevel },
    ...metrics,
  };
}

function sum(all: readonly ChannelNumbers[]): Pick<ChannelNumbers, 'counters' | 'oldestPendingAt'> {
  const counters = { ...NOTHING.counters };
  for (const { counters: one } of all) for (const name of [...GAUGES, ...DATED]) counters[name] += one[name];
  const oldest = all.flatMap(({ oldestPendingAt }) => oldestPendingAt ?? []);
  return { counters, oldestPendingAt: oldest.length > 0 ? Math.min(...oldest) : null };
}

/** The same content at a later instant of the site clock: `at` and the waits move on. */
export function restamp(board: Board, at: number): Board {
  const waits = <T extends Metrics>(metrics: T): T => ({
    ...metrics,
    longestWaitSeconds: metrics.oldestPendingAt === null ? null : Math.max(0, (at - Date.parse(metrics.oldestPendingAt)) / 1000),
  });
  return { ...board, at: new Date(at).toISOString(), totals: waits(board.totals), channels: board.channels.map(waits) };
}
