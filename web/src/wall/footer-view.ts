// What the strip at the foot of the wall says, most urgent first: people being moved, alerts, otherwise a calm line of facts.
import type { AlertView, Board, ReassignmentView, Status, Totals } from '@tideboard/contracts';
import { count, percent } from '../ui/format';

export type Footer =
  | { kind: 'move'; move: ReassignmentView; more: number }
  | { kind: 'score'; move: ReassignmentView }
  | { kind: 'alerts'; alerts: AlertView[]; more: number }
  | { kind: 'calm'; status: Status; n: number };

const MOVING = ['executing', 'approved', 'proposed'] as const;
const urgency = (move: ReassignmentView): number => (MOVING as readonly string[]).indexOf(move.state);

/** `room` for so many alerts; `siteNow` in epoch ms, null while the site clock is not known. */
export function footerOf(board: Board, room: number, siteNow: number | null = null): Footer {
  const moves = board.reassignments.filter((move) => urgency(move) >= 0);
  // a running countdown before all: it is the one thing that somebody may still stop
  const [move] = moves.sort(
    (a, b) =>
      Number(b.executesAt !== null) - Number(a.executesAt !== null) ||
      urgency(a) - urgency(b) ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      moveSize(b).agents - moveSize(a).agents,
  );
  if (move) return { kind: 'move', move, more: moves.length - 1 };
  const scored = siteNow === null ? undefined : freshlyScored(board, siteNow);
  if (scored) return { kind: 'score', move: scored };
  // What somebody silenced is known: the strip is for what still asks for eyes.
  const firing = board.alerts.filter((alert) => alert.state === 'firing' && !alert.silencedUntil).sort(byUrgency);
  if (firing.length > 0) {
    const alerts = firing.slice(0, room).map((alert) => ({ ...alert, value: valueNow(board, alert) }));
    return { kind: 'alerts', alerts, more: Math.max(0, firing.length - room) };
  }
  return { kind: 'calm', ...worst(board.channels.map((channel) => channel.status)) };
}

/** Real ms for which the wall shows what came of a reassignment. */
const SCORE_MS = 60_000;

/** The latest reassignment that was compared with its prediction a moment ago. */
function freshlyScored({ reassignments, site }: Board, siteNow: number): ReassignmentView | undefined {
  const scoredAt = ({ score }: ReassignmentView): number => Date.parse(score!.at);
  const [latest] = reassignments.filter(({ score }) => score).sort((a, b) => scoredAt(b) - scoredAt(a));
  return latest && (siteNow - scoredAt(latest)) / Math.max(site.clockRate, 1e-6) < SCORE_MS ? latest : undefined;
}

/** The state that the floor as a whole is in. Closed only where all are: who is open rules the floor. */
function worst(statuses: Status[]): { status: Status; n: number } {
  const of = (status: Status) => statuses.filter((one) => one === status).length;
  const status = (['breach', 'watch', 'no_data'] as const).find((one) => of(one) > 0);
  if (status) return { status, n: of(status) };
  return statuses.length > 0 && of('closed') === statuses.length
    ? { status: 'closed', n: statuses.length }
    : { status: 'ok', n: of('ok') };
}

/** The figure as it is: an alert carries what it was when it was raised, and a wall that shows 15 % under a row that says 44 % is wrong. */
function valueNow(board: Board, { channel, metric, value }: AlertView): number | null {
  const figure: unknown = board.channels.find(({ id }) => id === channel)?.[metric as keyof Board['channels'][number]];
  return typeof figure === 'number' ? figure : value;
}

const byUrgency = (a: AlertView, b: AlertView): number =>
  Number(b.level === 'breach') - Number(a.level === 'breach') || Date.parse(b.raisedAt) - Date.parse(a.raisedAt);

/** What a reassignment is about: not the tickets that go to colleagues because their holder leaves. */
export const ownActions = <A extends Pick<ReassignmentView['actions'][number], 'action'>>({
  actions,
  kind,
}: {
  actions: readonly A[];
  kind?: ReassignmentView['kind'];
}): A[] => actions.filter(({ action }) => action !== 'reroute' || kind === undefined || kind === 'reroute');

/** How many people, or failing that tickets, a reassignment moves. */
export function moveSize(move: ReassignmentView): { agents: number; tickets: number } {
  const own = ownActions(move);
  const agents = new Set(own.flatMap((action) => action.agent ?? []));
  const tickets = new Set(own.flatMap((action) => action.tickets ?? []));
  return { agents: agents.size || (tickets.size === 0 ? own.length : 0), tickets: tickets.size };
}

/** Waiting tickets that go to colleagues because their holder leaves; none of those that stay. */
export function handedTickets(move: ReassignmentView): number {
  const own = new Set(ownActions(move));
  const gone = move.actions.filter((action) => !own.has(action) && action.status !== 'dropped' && action.status !== 'refused');
  return gone.reduce((sum, { tickets = [] }) => sum + tickets.length, 0);
}

/** Real milliseconds until a reassignment runs: what a person who wants to stop it has, whatever the rate of the site clock. */
export const realMsLeft = (executesAt: string, siteNow: number, rate: number): number =>
  Math.max(0, (Date.parse(executesAt) - siteNow) / Math.max(rate, 1e-6));

const RATES = new Set(['timeoutRate', 'satisfaction', 'abandonRate', 'serviceLevel']);
/** A metric's value in its own unit; `stopwatch`es are for the reader, who knows the words for seconds. */
export const metricValue = (metric: string, value: number | null): string =>
  RATES.has(metric) ? percent(value) : metric.endsWith('Seconds') && value !== null ? count(value / 60) : count(value);

/** Below ten the tenth matters: 0.4 is not 0, and 1.6 not 2. */
export const usualOf = (expected: number): string =>
  expected < 10 ? String(Math.round(expected * 10) / 10) : String(Math.round(expected));

export type FactKey =
  | 'dueSoon'
  | 'complaintsOpen'
  | 'escalatedOpen'
  | 'promisesOverdue'
  | 'vipPending'
  | 'abandonedToday'
  | 'agentsOnline'
  | 'serviceLevel';

export interface Fact {
  key: FactKey;
  value: string;
  alarm: boolean;
}

export function facts(totals: Totals): Fact[] {
  const gauge = (key: FactKey, value: number, alarm = false): Fact => ({ key, value: count(value), alarm: alarm && value > 0 });
  return [
    gauge('dueSoon', totals.dueSoon),
    gauge('promisesOverdue', totals.promisesOverdue, true),
    { key: 'complaintsOpen', value: count(totals.complaintsOpen), alarm: totals.complaintsWaiting > 0 },
    gauge('escalatedOpen', totals.escalatedOpen),
    gauge('vipPending', totals.vipPending),
    { key: 'agentsOnline', value: count(totals.agents.online), alarm: false },
    gauge('abandonedToday', totals.abandonedToday),
    { key: 'serviceLevel', value: percent(totals.serviceLevel), alarm: false },
  ];
}

/** How many of these widths, in their order, fit into `room`. */
export function fitting(widths: readonly number[], room: number): number {
  let used = 0;
  const over = widths.findIndex((width) => {
    used += width;
    return used > room;
  });
  return over < 0 ? widths.length : over;
}
