import { type Agent, readAgent } from './agent.js';
import { type Channel, readChannel } from './channel.js';
import { byId, figure, listOf } from './figures.js';
import { readOrders } from './orders.js';
import type { Policy } from './policy.js';
import { Speeds } from './speeds.js';
import type { Snapshot, TicketSnapshot } from './types.js';

export interface Model {
  now: number;
  dataAge: number;
  policy: Policy;
  channels: Channel[];
  agents: Agent[];
  /** Who holds the skill of each channel. */
  skilled: Agent[][];
  /** Ids of channels with too little known. */
  unknown: string[];
  observed: number;
  tickets: readonly TicketSnapshot[];
}

/** Conversations of a channel by what its people hold, for a source that does not count them. */
function heldOf(agents: readonly Agent[], channel: number): number {
  let held = 0;
  for (const a of agents) if ((a.serving >= 0 ? a.serving : a.channel) === channel) held += a.conversations;
  return held;
}

/**
 * Turns what was seen into what can be computed with: sorted by id (so that the order of the input cannot matter), damaged
 * and missing figures replaced or, where no replacement is honest, the channel set aside as unknown.
 */
export function readModel(snapshot: Snapshot, policy: Policy): Model {
  const dataAge = Math.max(0, figure(snapshot.dataAgeSeconds, 0));
  const unknown: string[] = [];
  const channels: Channel[] = [];
  let observed = Number.POSITIVE_INFINITY;
  for (const c of byId(snapshot.channels)) {
    const read = readChannel(c, channels.length);
    if (read) channels.push(read);
    else unknown.push(c.id);
    observed = Math.min(observed, figure(c.observedSeconds, Number.POSITIVE_INFINITY));
  }
  const at = new Map(channels.map((c) => [c.id, c.index]));
  const orders = readOrders(snapshot, policy, dataAge);
  const people = byId(snapshot.agents);
  const speeds = new Speeds(people.length);
  const context = { now: snapshot.now, at, orders, policy, speeds };
  const agents = people.map((a, i) => readAgent(a, i, context));
  for (const c of channels) if (c.inProgress < 0) c.inProgress = heldOf(agents, c.index);
  const skilled = channels.map((): Agent[] => []);
  for (const a of agents) for (let i = a.speedsFrom; i < a.speedsTo; i += 2) skilled[speeds.channel(i)]?.push(a);
  const tickets = listOf(snapshot.tickets);
  return { now: snapshot.now, dataAge, policy, channels, agents, skilled, unknown, observed, tickets };
}
