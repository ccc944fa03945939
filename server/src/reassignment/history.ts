// What earlier reassignments mean for the plan: orders that the data do not show yet, and what each agent has been asked for today.
import type { Order } from '@tideboard/rebalance';
import { type Entry, isLoan, type ReassignmentRecord } from './record.js';

/** Everything that was ordered for one agent today. */
export interface AgentHistory {
  lastMoveAt: number | null;
  movesToday: number;
  assists: { channel: string; since: number }[];
  lastAssistAt: number | null;
  assistsToday: number;
}

const none = (): AgentHistory => ({ lastMoveAt: null, movesToday: 0, assists: [], lastAssistAt: null, assistsToday: 0 });
const later = (a: number | null, b: number): number => Math.max(a ?? b, b);

/** The record's orders as `plan` reads them. */
export function ordersOf(record: ReassignmentRecord): Order[] {
  const { kind, from, to, decision } = record;
  return record.entries.flatMap((entry): Order[] => {
    const { agent } = entry;
    if (agent === null || kind === 'reroute') return [];
    const order = { action: kind, agent, from, to };
    if (decision === 'proposed') return [{ ...order, at: record.createdAt, status: 'proposed' }];
    if (decision === 'rejected')
      return [{ ...order, at: record.decidedAt ?? record.createdAt, status: record.executesAt === null ? 'rejected' : 'vetoed' }];
    if (decision === 'expired') return [];
    return approvedOrders(record, entry, order);
  });
}

function approvedOrders(record: ReassignmentRecord, entry: Entry, order: Order): Order[] {
  const orders = carriedOut(record, entry, order);
  // Who has said no is left in peace for a while, whatever became of the order.
  return entry.declined ? [...orders, { ...order, at: entry.declined.at, status: 'vetoed' }] : orders;
}

function carriedOut(record: ReassignmentRecord, entry: Entry, order: Order): Order[] {
  const at = record.decidedAt ?? record.createdAt;
  if (entry.status === 'dropped') return [];
  // Asked again at once, an upstream would refuse again.
  if (entry.status === 'refused') return [{ ...order, at: entry.since, status: 'rejected' }];
  if (!isLoan(record.kind) || entry.leg.serial === 1) return [{ ...order, at, status: 'applied' }];
  // An end of an assist names home and host as the assist did; only a return goes the other way.
  const back: Pick<Order, 'action' | 'from' | 'to'> =
    record.kind === 'move'
      ? { action: 'return', from: record.to, to: entry.backTo }
      : { action: 'end-assist', from: record.from, to: record.to };
  return [
    { ...order, at, status: record.kind === 'assist' ? 'ended' : 'applied' },
    { ...back, agent: entry.agent, at: entry.leg.orderedAt, status: 'applied' },
  ];
}

/** What each agent was asked for since `dayStart`. */
export function historyOf(records: readonly ReassignmentRecord[], dayStart: number): Map<string, AgentHistory> {
  const all = new Map<string, AgentHistory>();
  for (const record of records) {
    if (record.decision !== 'approved') continue;
    for (const entry of record.entries) {
      if (entry.agent === null || entry.status === 'ordered' || entry.status === 'refused' || entry.status === 'dropped')
        continue;
      const history = all.get(entry.agent) ?? none();
      all.set(entry.agent, history);
      note(history, record, { entry, dayStart });
    }
  }
  return all;
}

function note(history: AgentHistory, record: ReassignmentRecord, { entry, dayStart }: { entry: Entry; dayStart: number }): void {
  const outAt = record.decidedAt ?? record.createdAt;
  const wentBack = entry.leg.serial > 1;
  const instants = [outAt, ...(wentBack ? [entry.leg.orderedAt] : [])].filter((at) => at >= dayStart);
  if (record.kind === 'move' || record.kind === 'return') {
    history.movesToday += instants.length;
    for (const at of instants) history.lastMoveAt = later(history.lastMoveAt, at);
  }
  if (record.kind !== 'assist') return;
  if (outAt >= dayStart) history.assistsToday += 1;
  for (const at of instants) history.lastAssistAt = later(history.lastAssistAt, at);
  if (!wentBack && (entry.status === 'away' || entry.status === 'accepted'))
    history.assists.push({ channel: record.to, since: outAt });
}
