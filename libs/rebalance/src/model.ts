import { listOf } from './lists.js';
import { type OpenOrders, readOrders } from './orders.js';
import type { Policy } from './policy.js';
import { arrivalRate, type Rate } from './rates.js';
import type { AgentSnapshot, AgentState, ChannelSnapshot, Known, Snapshot } from './types.js';

/** A channel whose state is known well enough to reason about. */
export interface Channel {
  index: number;
  id: string;
  deferrable: boolean;
  pending: number;
  oldestWait: number;
  inProgress: number;
  rate: Rate;
  /** Handle time of one conversation held alone. */
  handle: number;
  /** Handle time of each of the conversations of an agent who holds as many as allowed. */
  slotSeconds: number;
  /** Abandonments per second of one waiting customer. */
  leaving: number;
  promise: number;
  target: number;
  weight: number;
  minStaff: number;
  concurrency: number;
}

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
  speeds: ReadonlyMap<number, number>;
  state: AgentState;
  /** Present at `channel`, and not about to leave it. */
  settled: boolean;
  conversations: number;
  serving: number;
  lastMoveAt: number;
  moves: number;
  /** Hosts now assisted, ordered ones included. */
  assists: readonly number[];
  lastAssistAt: number;
  assistsToday: number;
  secondsLeft: number;
  /** Vetoed, rejected or ordered a moment ago: not to be touched now. */
  frozen: boolean;
  ordered: boolean;
}

export interface Model {
  now: number;
  dataAge: number;
  policy: Policy;
  channels: Channel[];
  agents: Agent[];
  /** Ids of channels with too little known. */
  unknown: string[];
  observed: number;
}

const number = (value: Known<number>, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback;
const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Recent handle times shrunk to the configured one, which weighs as much as eight samples. */
function handleSeconds(c: ChannelSnapshot, concurrency: number, slowdown: number): number {
  const configured = number(c.configuredHandleSeconds, 0);
  const samples = within(number(c.handleSamples, 0), 0, 60);
  // Observed conversations shared their agent with others; half the possible company is the best guess without a count.
  const observed = number(c.avgHandleSeconds, 0) / (1 + (slowdown * (concurrency - 1)) / 2);
  if (configured <= 0) return observed > 0 ? observed : 300;
  if (observed <= 0 || samples <= 0) return configured;
  return (observed * samples + configured * 8) / (samples + 8);
}

function readChannel(c: ChannelSnapshot): Omit<Channel, 'index'> | null {
  const rate = arrivalRate(c);
  const pending = number(c.pending, -1);
  const promise = number(c.responseSeconds, 0);
  if (!rate || pending < 0 || promise <= 0) return null;
  const concurrency = within(Math.round(number(c.concurrency, 1)), 1, 50);
  const slowdown = within(number(c.slowdown, 0), 0, 2);
  const handle = within(handleSeconds(c, concurrency, slowdown), 5, 86_400);
  const patience = number(c.patienceSeconds, 0);
  return {
    id: c.id,
    deferrable: c.deferrable === true,
    pending,
    oldestWait: Math.max(0, number(c.oldestWaitSeconds, 0)),
    inProgress: Math.max(0, number(c.inProgress, 0)),
    rate,
    handle,
    slotSeconds: handle * (1 + slowdown * (concurrency - 1)),
    leaving: patience > 0 ? 1 / patience : 0,
    promise,
    target: within(number(c.serviceLevelTarget, 0.8), 0.05, 0.999),
    weight: Math.max(0.01, number(c.weight, 1)),
    minStaff: Math.max(0, number(c.minStaff, 0)),
    concurrency,
  };
}

/** Seconds until an agent on the way is at work: what the order still takes, less what has passed since. */
function arrival(state: AgentState, rest: number, order: { policy: Policy; sinceOrder: number }): number {
  const { switchoverSeconds, actuationDelaySeconds } = order.policy;
  if (state === 'switching') return switchoverSeconds / 2;
  if (state === 'draining') return rest + switchoverSeconds;
  return Math.max(switchoverSeconds / 2, rest + switchoverSeconds + actuationDelaySeconds - Math.max(0, order.sinceOrder));
}

function readAgent(
  a: AgentSnapshot,
  index: number,
  context: { now: number; at: Map<string, number>; orders: OpenOrders; policy: Policy },
): Agent {
  const { now, at, orders, policy } = context;
  const place = (id: Known<string>) => (typeof id === 'string' ? (at.get(id) ?? -1) : -1);
  const open = orders.byAgent.get(a.id);
  const speeds = new Map<number, number>();
  for (const [id, speed] of Object.entries(a.skills ?? {})) {
    if (at.has(id) && number(speed, 0) > 0) speeds.set(place(id), within(number(speed, 1), 0.05, 5));
  }
  const here = place(a.channel);
  const state = a.state ?? 'offline';
  const target = state === 'draining' || state === 'switching' ? place(a.target) : -1;
  const orderedTo = target < 0 && open?.to !== undefined ? place(open.to) : -1;
  const goal = target >= 0 ? target : orderedTo;
  const away = goal >= 0 && goal !== here;
  const rest = Math.max(0, number(a.conversations, 0)) > 0 ? 150 : 0;
  const assists = new Set(listOf(a.assists).map((x) => place(x?.channel)));
  for (const id of open?.ended ?? []) assists.delete(place(id));
  for (const id of open?.assists ?? []) assists.add(place(id));
  assists.delete(-1);
  return {
    index,
    id: a.id,
    home: place(a.home) >= 0 ? place(a.home) : here,
    channel: away ? goal : here,
    leaving: here,
    arrivesIn: away ? arrival(state, rest, { policy, sinceOrder: (now - (open?.lastMoveAt ?? now)) / 1000 }) : 0,
    speeds,
    state,
    conversations: Math.max(0, number(a.conversations, 0)),
    serving: place(a.serving),
    settled: !away && state !== 'offline' && state !== 'break' && state !== 'draining' && state !== 'switching',
    lastMoveAt: Math.max(number(a.lastMoveAt, Number.NEGATIVE_INFINITY), open?.lastMoveAt ?? Number.NEGATIVE_INFINITY),
    moves: Math.max(number(a.movesToday, 0), open?.moves ?? 0),
    assists: [...assists].sort((x, y) => x - y),
    lastAssistAt: Math.max(number(a.lastAssistAt, Number.NEGATIVE_INFINITY), open?.lastAssistAt ?? Number.NEGATIVE_INFINITY),
    assistsToday: Math.max(number(a.assistsToday, 0), open?.assists.length ?? 0),
    secondsLeft: a.shiftEndsAt === null || a.shiftEndsAt === undefined ? Number.POSITIVE_INFINITY : (a.shiftEndsAt - now) / 1000,
    frozen: open?.frozen ?? false,
    ordered: away || (open?.pending ?? false),
  };
}

/**
 * Turns what was seen into what can be computed with: sorted by id (so that the order of the input cannot matter), damaged
 * and missing figures replaced or, where no replacement is honest, the channel set aside as unknown.
 */
export function readModel(snapshot: Snapshot, policy: Policy): Model {
  const dataAge = Math.max(0, number(snapshot.dataAgeSeconds, 0));
  const unknown: string[] = [];
  const channels: Channel[] = [];
  let observed = Number.POSITIVE_INFINITY;
  for (const c of listOf(snapshot.channels)
    .filter((c) => typeof c?.id === 'string')
    .sort(byId)) {
    const read = readChannel(c);
    if (read) channels.push({ ...read, index: channels.length });
    else unknown.push(c.id);
    observed = Math.min(observed, number(c.observedSeconds, Number.POSITIVE_INFINITY));
  }
  const at = new Map(channels.map((c) => [c.id, c.index]));
  const orders = readOrders(snapshot, policy, dataAge);
  const context = { now: snapshot.now, at, orders, policy };
  const agents = listOf(snapshot.agents)
    .filter((a) => typeof a?.id === 'string')
    .sort(byId)
    .map((a, i) => readAgent(a, i, context));
  return { now: snapshot.now, dataAge, policy, channels, agents, unknown, observed };
}
