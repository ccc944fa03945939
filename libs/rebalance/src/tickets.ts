import { type Agent, speedOf } from './agent.js';
import { onFloor } from './capacity.js';
import type { Channel } from './channel.js';
import { figure } from './figures.js';
import type { Policy } from './policy.js';
import type { Handover, TicketSnapshot } from './types.js';

/** A channel as far as a handover goes. */
export type Line = Pick<Channel, 'index' | 'id' | 'concurrency'>;

export interface Leaver<L> {
  agent: Agent;
  channel: L;
}

export interface Given<L> extends Handover {
  channel: L;
}

/** What a handover depends on: who is where, and what waits for whom. */
interface Scene {
  policy: Policy;
  agents: readonly Agent[];
  tickets: readonly TicketSnapshot[];
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

/** Colleagues who stay on the channel (also those who are asked to help another beside it), can do it, are there, and do not go home soon. */
function peersOf({ policy, agents, tickets }: Scene, channel: Line, leaving: ReadonlySet<Agent>): Peer[] {
  const waiting = new Map<string, number>();
  for (const t of tickets) if (t?.agent) waiting.set(t.agent, (waiting.get(t.agent) ?? 0) + 1);
  const stays = (a: Agent) =>
    a.channel === channel.index &&
    a.settled &&
    onFloor(a) &&
    !leaving.has(a) &&
    speedOf(a, channel.index) > 0 &&
    a.secondsLeft >= policy.shiftEndGuardSeconds;
  return agents.filter(stays).map((agent) => {
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
export function handedOver<L extends Line>(scene: Scene, leavers: readonly Leaver<L>[]): Given<L>[] {
  if (scene.tickets.length === 0 || leavers.length === 0) return [];
  const leaving = new Set(leavers.map(({ agent }) => agent));
  const from = new Map(leavers.map(({ agent, channel }) => [agent.id, channel]));
  const seen = new Set<string>();
  const peers = new Map<number, Peer[]>();
  const given = new Map<string, Given<L>>();
  for (const ticket of scene.tickets.filter((t) => typeof t?.id === 'string').sort(inOrder)) {
    const channel = from.get(ticket.agent ?? '');
    if (!channel || ticket.channel !== channel.id || seen.has(ticket.id)) continue;
    seen.add(ticket.id);
    const colleagues = peers.get(channel.index) ?? peersOf(scene, channel, leaving);
    peers.set(channel.index, colleagues);
    const agent = give(colleagues);
    const key = JSON.stringify([ticket.agent, agent]);
    const bundle = given.get(key) ?? { of: ticket.agent as string, agent, tickets: [], channel };
    bundle.tickets.push(ticket.id);
    given.set(key, bundle);
  }
  return [...given.values()];
}
