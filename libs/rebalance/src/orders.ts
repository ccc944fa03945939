import { listOf } from './figures.js';
import type { Policy } from './policy.js';
import type { AgentSnapshot, Known, Order, Snapshot } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { isFinite } = Number;
const never = Number.NEGATIVE_INFINITY;

/** What earlier orders mean for one agent, beyond what the data already show. */
export interface OpenOrder {
  /** Ordered to a channel, not yet seen there. */
  to: string | undefined;
  /** Hosts ordered and not ended since. */
  assists: string[];
  ended: string[];
  /** Hosts whose assist ended less than a dwell ago. */
  resting: string[];
  lastMoveAt: number;
  lastAssistAt: number;
  moves: number;
  frozen: boolean;
  /** Something proposed still waits for its yes. */
  pending: boolean;
}

export interface OpenOrders {
  byAgent: ReadonlyMap<string, OpenOrder>;
}

const none = (): OpenOrder => ({
  to: undefined,
  assists: [],
  ended: [],
  resting: [],
  lastMoveAt: never,
  lastAssistAt: never,
  moves: 0,
  frozen: false,
  pending: false,
});

const at = (order: Order) => (typeof order.at === 'number' && isFinite(order.at) ? order.at : never);

/** In time; equal instants by content, so that the input's order cannot matter. */
function inTime(a: Order, b: Order): number {
  if (at(a) !== at(b)) return at(a) - at(b);
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

const key = (o: Order) => `${o.action}|${o.agent}|${o.from}|${o.to}|${o.status}`;

/** Was the order given so late that the data cannot show it, or is it visibly being carried out? */
function stillUnderWay(order: Order, agent: AgentSnapshot, seenAt: number, policy: Policy): boolean {
  if (order.status === 'proposed') return true;
  const visibleAt = at(order) + 1000 * (policy.actuationDelaySeconds + 2 * policy.tickSeconds);
  // An idle agent who has not left long after the order never will: the upstream lost it. A busy one may still be finishing.
  return visibleAt >= seenAt || agent.state === 'busy' || agent.state === 'wrap_up';
}

function applyMove(open: OpenOrder, order: Order, agent: AgentSnapshot, seen: { at: number; policy: Policy }): void {
  const later = typeof agent.lastMoveAt === 'number' && agent.lastMoveAt > at(order) && agent.lastMoveAt <= seen.at;
  const arrived = agent.channel === order.to || agent.target === order.to;
  open.lastMoveAt = at(order);
  open.moves++;
  open.to =
    !later && !arrived && typeof order.to === 'string' && stillUnderWay(order, agent, seen.at, seen.policy)
      ? order.to
      : undefined;
}

function applyAssist(open: OpenOrder, order: Order, seen: { at: number; restingFrom: number }): void {
  const host = order.to ?? '';
  open.lastAssistAt = at(order);
  if (order.action === 'end-assist' && at(order) > seen.restingFrom) open.resting.push(host);
  const list = order.action === 'assist' ? open.assists : open.ended;
  const other = order.action === 'assist' ? open.ended : open.assists;
  const position = other.indexOf(host);
  if (position >= 0) other.splice(position, 1);
  // What was ordered before the data were taken is in the data; an old order must not revive an assist that has ended.
  if (order.status === 'proposed' || at(order) + 30_000 >= seen.at) list.push(host);
}

/**
 * The orders of the last half hour as facts about agents. They are never stale, the data may be: without counting what is
 * ordered but not yet visible, a plan on old data orders the same help again at every tick.
 */
export function readOrders(snapshot: Snapshot, policy: Policy, dataAge: number): OpenOrders {
  const given = listOf(snapshot.orders);
  const byAgent = new Map<string, OpenOrder>();
  if (given.length === 0) return { byAgent };
  const named = new Set(given.map((o) => o?.agent));
  const agents = new Map(
    listOf(snapshot.agents)
      .filter((a) => named.has(a?.id))
      .map((a) => [a.id, a]),
  );
  const seenAt = snapshot.now - 1000 * dataAge;
  const restingFrom = snapshot.now - 1000 * policy.minDwellSeconds;
  const recent = (o: Known<Order>): o is Order => !!o && at(o) > snapshot.now - 1000 * policy.orderMemorySeconds;
  for (const order of given.filter(recent).sort(inTime)) {
    const agent = agents.get(order.agent ?? '');
    if (!agent || typeof order.agent !== 'string') continue;
    const open = byAgent.get(order.agent) ?? none();
    byAgent.set(order.agent, open);
    if (order.status === 'vetoed' || order.status === 'rejected') {
      if (at(order) > snapshot.now - 1000 * policy.vetoFreezeSeconds) open.frozen = true;
      continue;
    }
    if (order.status === 'proposed') open.pending = true;
    if (order.status === 'ended' && order.action !== 'end-assist') {
      // It ended at an instant that nobody tells, so its host rests as long as the order is remembered.
      if (order.action === 'assist') open.resting.push(order.to ?? '');
      continue;
    }
    if (order.action === 'move' || order.action === 'return') applyMove(open, order, agent, { at: seenAt, policy });
    if (order.action === 'assist' || order.action === 'end-assist') applyAssist(open, order, { at: seenAt, restingFrom });
  }
  return { byAgent };
}
