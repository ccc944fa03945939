import { type Assisting, assistingOf } from './assisting.js';
import { figure } from './figures.js';
import type { OpenOrders } from './orders.js';
import type { Policy } from './policy.js';
import type { Speeds } from './speeds.js';
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
  /** Of the whole floor; this agent's part lies between the next two. */
  speeds: Speeds;
  speedsFrom: number;
  speedsTo: number;
  state: AgentState;
  /** Present at `channel`, and not about to leave it. */
  settled: boolean;
  conversations: number;
  /** Conversations at once; 0 = not known. */
  capacity: number;
  serving: number;
  lastMoveAt: number;
  moves: number;
  assisting: Assisting;
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

/** Speed of an agent at a channel; 0 without the skill. */
export function speedOf({ speeds, speedsFrom, speedsTo }: Agent, channel: number): number {
  return speeds.of(channel, speedsFrom, speedsTo);
}

const placeOf = (at: ReadonlyMap<string, number>, id: Known<string>): number =>
  typeof id === 'string' ? (at.get(id) ?? -1) : -1;

/** Where agents are looked for and what is known of them beyond the data. */
interface Context {
  now: number;
  at: ReadonlyMap<string, number>;
  orders: OpenOrders;
  policy: Policy;
  /** Extended by each agent read. */
  speeds: Speeds;
}

/** Reads an agent, with the open orders that the data do not show yet. */
export function readAgent(a: AgentSnapshot, index: number, context: Context): Agent {
  const { now, at, orders, policy, speeds } = context;
  const open = orders.byAgent.get(a.id);
  const home = placeOf(at, a.home);
  // Most people work where they are at home: asked once.
  const here = a.channel === a.home ? home : placeOf(at, a.channel);
  const state = a.state && states.has(a.state) ? a.state : 'offline';
  const target = state === 'draining' || state === 'switching' ? placeOf(at, a.target) : -1;
  const orderedTo = target < 0 && open?.to !== undefined ? placeOf(at, open.to) : -1;
  const goal = target >= 0 ? target : orderedTo;
  const away = goal >= 0 && goal !== here;
  const conversations = max(0, figure(a.conversations, 0));
  const rest = conversations > 0 ? 150 : 0;
  const speedsFrom = speeds.end;
  speeds.read(a.skills, at, typeof a.home === 'string' ? home : here);
  return {
    index,
    id: a.id,
    home: home >= 0 ? home : here,
    channel: away ? goal : here,
    leaving: here,
    arrivesIn: away ? arrival(state, rest, { policy, sinceOrder: (now - (open?.lastMoveAt ?? now)) / 1000 }) : 0,
    speeds,
    speedsFrom,
    speedsTo: speeds.end,
    state,
    conversations,
    capacity: max(0, figure(a.capacity, 0)),
    serving: a.serving === a.channel ? here : placeOf(at, a.serving),
    settled: !away && state !== 'offline' && state !== 'break' && state !== 'draining' && state !== 'switching',
    lastMoveAt: max(figure(a.lastMoveAt, never), open?.lastMoveAt ?? never),
    moves: max(figure(a.movesToday, 0), open?.moves ?? 0),
    assisting: assistingOf(a, open, at),
    assistsToday: max(figure(a.assistsToday, 0), open?.assists.length ?? 0),
    secondsLeft: (figure(a.shiftEndsAt, Number.POSITIVE_INFINITY) - now) / 1000,
    frozen: open?.frozen ?? false,
    ordered: away || (open?.pending ?? false),
  };
}
