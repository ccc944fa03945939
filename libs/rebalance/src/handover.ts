import { readAgent } from './agent.js';
import { byId, figure, listOf, within } from './figures.js';
import { readOrders } from './orders.js';
import { type PolicyInput, resolvePolicy } from './policy.js';
import { Speeds } from './speeds.js';
import { handedOver, type Leaver, type Line } from './tickets.js';
import type { Handover, Known, Snapshot } from './types.js';

/** Somebody who leaves a channel. */
export interface Leaving {
  agent: string;
  channel: string;
}

/**
 * Who takes the waiting, un-started tickets of people who leave a channel: colleagues of the same channel, by earliest deadline, each
 * ticket to whoever has the fewest waiting and a conversation free; else the channel's common line. Created instants and deadlines are
 * the tickets' own and stay. Pure; `plan` does the same for everybody it sends away.
 *
 * Tickets never change channel here. A customer who wrote on one channel cannot be answered on another unless somebody vouches that
 * the address there is theirs, which no snapshot does; where people should answer another channel's customers, they are lent to it.
 */
export function handOver(snapshot: Snapshot, leaving: readonly Leaving[], told?: Known<PolicyInput>): Handover[] {
  const policy = resolvePolicy(told);
  // Not the plan's model: that one leaves out channels whose figures are not known, and their people leave too.
  const lines = byId(snapshot.channels).map(
    ({ id, concurrency }, index): Line => ({
      index,
      id,
      concurrency: within(Math.round(figure(concurrency, 1)), 1, 50),
    }),
  );
  const at = new Map(lines.map(({ id, index }) => [id, index]));
  const people = byId(snapshot.agents);
  const orders = readOrders(snapshot, policy, figure(snapshot.dataAgeSeconds, 0));
  const context = { now: snapshot.now, at, orders, policy, speeds: new Speeds(people.length) };
  const agents = people.map((agent, i) => readAgent(agent, i, context));
  const leavers = leaving.flatMap(({ agent: id, channel: from }): Leaver<Line>[] => {
    const agent = agents.find((a) => a.id === id);
    const channel = lines[at.get(from) ?? -1];
    return agent && channel ? [{ agent, channel }] : [];
  });
  const given = handedOver({ policy, agents, tickets: listOf(snapshot.tickets) }, leavers);
  return given.map(({ of, agent, tickets }) => ({ of, agent, tickets }));
}
