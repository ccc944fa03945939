import { figure, listOf, within } from './figures.js';
import type { OpenOrder, OpenOrders } from './orders.js';
import type { Policy } from './policy.js';
import type { AgentSnapshot, AgentState, Known } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { max } = Math;
const never = Number.NEGATIVE_INFINITY;

export interface Agent {
  index: number;
  id: string;
  home: number;
  /** Where the agent works, or will once an open order is carried out. */
  channel: number;
  /** Where the agent is leaving from; equals `channel` unless on the way. */
  leaving: number;
  /** Seconds until `channel` has the agent; 0 = there. */
  arrivesIn: number;
  /** Pairs of channel and speed, flat: a handful of numbers is searched faster than any table is read. */
  speeds: readonly number[];
  state: AgentState;
  /** Present at `channel`, and not about to leave it. */
  settled: boolean;
  conversations: number;
  /** Conversations at once; 0 = not known. */
  capacity: number;
  serving: number;
  lastMoveAt: number;
  moves: number;
  /** Hosts now assisted, ordered ones included. */
  assists: readonly number[];
  /** Since when, host by host; long ago when nobody knows. */
  assistSince: readonly number[];
  /** Assists in force or ordered, those of unknown hosts and those whose end is not visible yet included. */
  assistCount: number;
  /** Hosts not to be assisted again so soon. */
  resting: readonly number[];
  lastAssistAt: number;
  assistsToday: number;
  secondsLeft: number;
  /** Vetoed, rejected or ordered a moment ago: not to be touched now. */
  frozen: boolean;
  ordered: boolean;
}

const states: ReadonlySet<string> = new Set<AgentState>([
  'available',
  'busy',
  'wrap_up',
  'draining',
  'switching',
  'break',
  'offline',
]);

/** Seconds until an agent on the way is at work: what the order still takes, less what has passed since. */
function arrival(state: AgentState, rest: number, order: { policy: Policy; sinceOrder: number }): number {
  const { switchoverSeconds, actuationDelaySeconds } = order.policy;
  if (state === 'switching') return switchoverSeconds / 2;
  if (state === 'draining') return rest + switchoverSeconds;
  return max(switchoverSeconds / 2, rest + switchoverSeconds + actuationDelaySeconds - max(0, order.sinceOrder));
}

function speedsOf(a: AgentSnapshot, at: ReadonlyMap<string, number>): number[] {
  const speeds: number[] = [];
  const home = at.get(a.home ?? a.channel ?? '');
  let hasHome = false;
  const skills = a.skills ?? {};
  for (const id in skills) {
    const channel = at.get(id);
    const speed = figure(skills[id], 0);
    if (channel === undefined || !(speed > 0)) continue;
    speeds.push(channel, within(speed, 0.05, 5));
    if (channel === home) hasHome = true;
  }
  // Nobody is home where they cannot work, whatever a list of second skills leaves out.
  if (home !== undefined && !hasHome) speeds.push(home, 1);
  return speeds;
}

/** Speed of an agent at a channel; 0 without the skill. */
export function speedOf(agent: Agent, channel: number): number {
  const { speeds } = agent;
  for (let i = 0; i < speeds.length; i += 2) if (speeds[i] === channel) return speeds[i + 1] as number;
  return 0;
}

const nobody: readonly number[] = [];
const unhelped: readonly Helped[] = [];

interface Helped {
  host: number;
  since: number;
}

/** Hosts now assisted: what the data show, less what was ended and more what was ordered since. */
function hostsOf(a: AgentSnapshot, open: OpenOrder | undefined, at: ReadonlyMap<string, number>): readonly Helped[] {
  const seen = listOf(a.assists);
  if (seen.length === 0 && !open) return unhelped;
  const ids = new Set(seen.map((x) => x?.channel));
  for (const id of open?.ended ?? []) ids.delete(id);
  for (const id of open?.assists ?? []) ids.add(id);
  return [...ids]
    .map((id) => ({ host: at.get(id ?? '') ?? -1, since: sinceOf(a, id, open) }))
    .filter(({ host }) => host >= 0)
    .sort((x, y) => x.host - y.host);
}

/** When an assist began: what the data say, or when it was last ordered. */
function sinceOf(a: AgentSnapshot, channel: string | undefined, open: OpenOrder | undefined): number {
  const seen = listOf(a.assists).find((x) => x?.channel === channel);
  return seen ? figure(seen.since, figure(a.lastAssistAt, never)) : (open?.lastAssistAt ?? never);
}

function assistCountOf(a: AgentSnapshot, open: OpenOrder | undefined): number {
  const seen = listOf(a.assists);
  if (!open || open.assists.length === 0) return seen.length;
  return new Set([...seen.map((x) => x?.channel), ...open.assists]).size;
}

const placeOf = (at: ReadonlyMap<string, number>, id: Known<string>): number =>
  typeof id === 'string' ? (at.get(id) ?? -1) : -1;

/** Reads an agent, with the open orders that the data do not show yet. */
export function readAgent(
  a: AgentSnapshot,
  index: number,
  context: { now: number; at: ReadonlyMap<string, number>; orders: OpenOrders; policy: Policy },
): Agent {
  const { now, at, orders, policy } = context;
  const open = orders.byAgent.get(a.id);
  const here = placeOf(at, a.channel);
  const home = placeOf(at, a.home);
  const state = a.state && states.has(a.state) ? a.state : 'offline';
  const target = state === 'draining' || state === 'switching' ? placeOf(at, a.target) : -1;
  const orderedTo = target < 0 && open?.to !== undefined ? placeOf(at, open.to) : -1;
  const goal = target >= 0 ? target : orderedTo;
  const away = goal >= 0 && goal !== here;
  const helped = hostsOf(a, open, at);
  const rest = max(0, figure(a.conversations, 0)) > 0 ? 150 : 0;
  return {
    index,
    id: a.id,
    home: home >= 0 ? home : here,
    channel: away ? goal : here,
    leaving: here,
    arrivesIn: away ? arrival(state, rest, { policy, sinceOrder: (now - (open?.lastMoveAt ?? now)) / 1000 }) : 0,
    speeds: speedsOf(a, at),
    state,
    conversations: max(0, figure(a.conversations, 0)),
    capacity: max(0, figure(a.capacity, 0)),
    serving: placeOf(at, a.serving),
    settled: !away && state !== 'offline' && state !== 'break' && state !== 'draining' && state !== 'switching',
    lastMoveAt: max(figure(a.lastMoveAt, never), open?.lastMoveAt ?? never),
    moves: max(figure(a.movesToday, 0), open?.moves ?? 0),
    assists: helped.length > 0 ? helped.map(({ host }) => host) : nobody,
    assistSince: helped.length > 0 ? helped.map(({ since }) => since) : nobody,
    assistCount: assistCountOf(a, open),
    resting: open ? open.resting.map((id) => at.get(id) ?? -1) : nobody,
    lastAssistAt: max(figure(a.lastAssistAt, never), open?.lastAssistAt ?? never),
    assistsToday: max(figure(a.assistsToday, 0), open?.assists.length ?? 0),
    secondsLeft: (figure(a.shiftEndsAt, Number.POSITIVE_INFINITY) - now) / 1000,
    frozen: open?.frozen ?? false,
    ordered: away || (open?.pending ?? false),
  };
}
