import { type Agent, speedOf } from './agent.js';
import { onFloor } from './capacity.js';
import type { Channel } from './channel.js';
import { figure } from './figures.js';
import { type Model, readModel } from './model.js';
import { type PolicyInput, resolvePolicy } from './policy.js';
import type { Handover, Known, Snapshot, TicketSnapshot } from './types.js';

/** Somebody who leaves a channel. */
export interface Leaving {
  agent: string;
  channel: string;
}

interface Leaver {
  agent: Agent;
  channel: number;
}

export interface Given extends Handover {
  channel: Channel;
}

const late = Number.POSITIVE_INFINITY;

/** The earliest deadline first; those without one by age. */
const inOrder = (a: TicketSnapshot, b: TicketSnapshot): number =>
  compare(figure(a.dueAt, late), figure(b.dueAt, late)) ||
  compare(figure(a.createdAt, late), figure(b.createdAt, late)) ||
  alphabetical(a.id, b.id) ||
  alphabetical(a.agent ?? '', b.agent ?? '');

const alphabetical = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Two that never come due are both infinite, and infinity minus itself is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** One who stays, with the tickets that wait for them and the conversations they could still begin. */
interface Peer {
  agent: Agent;
  waiting: number;
  room: number;
}

/** Colleagues who stay on the channel, can do it, are there, and do not go home soon. */
function peersOf(model: Model, channel: Channel, leaving: ReadonlySet<Agent>): Peer[] {
  const waiting = new Map<string, number>();
  for (const t of model.tickets) if (t?.agent) waiting.set(t.agent, (waiting.get(t.agent) ?? 0) + 1);
  const stays = (a: Agent) =>
    a.channel === channel.index &&
    a.settled &&
    onFloor(a) &&
    !a.ordered &&
    !leaving.has(a) &&
    speedOf(a, channel.index) > 0 &&
    a.secondsLeft >= model.policy.shiftEndGuardSeconds;
  return model.agents.filter(stays).map((agent) => {
    const mine = waiting.get(agent.id) ?? 0;
    return { agent, waiting: mine, room: (agent.capacity || channel.concurrency) - agent.conversations - mine };
  });
}

const better = (a: Peer, b: Peer): number => a.waiting - b.waiting || b.room - a.room || a.agent.index - b.agent.index;

/** Gives one ticket to whoever has the fewest waiting; null where nobody has room. */
function give(peers: readonly Peer[]): string | null {
  const [taker] = peers.filter(({ room }) => room > 0).sort(better);
  if (!taker) return null;
  taker.waiting++;
  taker.room--;
  return taker.agent.id;
}

/** What waits for these people on the channels that they leave, and who takes it. Room only shrinks, so nobody later is better off. */
export function handedOver(model: Model, leavers: readonly Leaver[]): Given[] {
  if (model.tickets.length === 0 || leavers.length === 0) return [];
  const leaving = new Set(leavers.map(({ agent }) => agent));
  const from = new Map(leavers.map(({ agent, channel }) => [agent.id, model.channels[channel]]));
  const seen = new Set<string>();
  const peers = new Map<Channel, Peer[]>();
  const given = new Map<string, Given>();
  for (const ticket of model.tickets.filter((t) => typeof t?.id === 'string').sort(inOrder)) {
    const channel = from.get(ticket.agent ?? '');
    if (!channel || ticket.channel !== channel.id || seen.has(ticket.id)) continue;
    seen.add(ticket.id);
    const colleagues = peers.get(channel) ?? peersOf(model, channel, leaving);
    peers.set(channel, colleagues);
    const agent = give(colleagues);
    const key = JSON.stringify([ticket.agent, agent]);
    const bundle = given.get(key) ?? { of: ticket.agent as string, agent, tickets: [], channel };
    bundle.tickets.push(ticket.id);
    given.set(key, bundle);
  }
  return [...given.values()];
}

/**
 * Who takes the waiting, un-started tickets of people who leave a channel: colleagues of the same channel, by earliest deadline, each
 * ticket to whoever has the fewest waiting and a conversation free; else the channel's common line. Created instants and deadlines are
 * the tickets' own and stay. Pure; `plan` does the same for everybody it sends away.
 *
 * Tickets never change channel here. A customer who wrote on one channel cannot be answered on another unless somebody vouches that
 * the address there is theirs, which no snapshot does; where people should answer another channel's customers, they are lent to it.
 */
export function handOver(snapshot: Snapshot, leaving: readonly Leaving[], policy?: Known<PolicyInput>): Handover[] {
  const model = readModel(snapshot, resolvePolicy(policy));
  const leavers = leaving.flatMap(({ agent: id, channel: from }): Leaver[] => {
    const agent = model.agents.find((a) => a.id === id);
    const channel = model.channels.find((c) => c.id === from);
    return agent && channel ? [{ agent, channel: channel.index }] : [];
  });
  return handedOver(model, leavers).map(({ of, agent, tickets }) => ({ of, agent, tickets }));
}
