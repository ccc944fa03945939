// Which of an agent's open tickets still wait in the inbox. Pure.
import type { TicketNow } from '@tideboard/domain';
import type { TicketSnapshot } from '@tideboard/rebalance';

/** A conversation may have begun before its first answer was reported: the oldest are in hand, as far as the count of conversations goes. */
export function inboxesOf(open: readonly [string, TicketNow][], conversationsOf: (agent: string) => number): TicketSnapshot[] {
  const held = new Map<string, [string, TicketNow][]>();
  for (const [id, ticket] of open) {
    if (ticket.agent === null) continue;
    held.set(ticket.agent, [...(held.get(ticket.agent) ?? []), [id, ticket]]);
  }
  return [...held].flatMap(([agent, tickets]) => {
    const started = tickets.filter(([, { state }]) => state === 'in_progress').length;
    const waiting = tickets
      .filter(([, { state }]) => state === 'pending')
      .toSorted(([, a], [, b]) => a.pendingSince - b.pendingSince);
    return waiting.slice(Math.max(0, conversationsOf(agent) - started)).map(
      ([id, ticket]): TicketSnapshot => ({
        id,
        channel: ticket.channel,
        agent,
        dueAt: deadlineOf(ticket),
        createdAt: ticket.createdAt,
      }),
    );
  });
}

function deadlineOf({ clocks }: TicketNow): number | null {
  const running = clocks.flatMap(({ dueAt, settledAt }) => (settledAt === null && dueAt !== null ? dueAt : []));
  return running.length > 0 ? Math.min(...running) : null;
}
