import { Injectable } from '@nestjs/common';
import type { Reminder } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import { channels as feeds, keys, RedisConnections } from '../platform/redis/index.js';
import { TicketDesk } from './ticket-desk.service.js';
import { TicketReader } from './ticket-reader.service.js';
import { iso } from './ticket-views.js';

/** A reminder that nobody has looked at for so long reminds nobody any more (real time). */
const KEPT_SECONDS = 7 * 86_400;

/** A lead's nudge to the agent who has a ticket: one for each ticket, the latest. What is due is known without it, from the clocks. */
@Injectable()
export class Reminders {
  constructor(
    private readonly connections: RedisConnections,
    private readonly desk: TicketDesk,
    private readonly reader: TicketReader,
  ) {}

  /** @throws ProblemError 409 `unassigned` where nobody has the ticket */
  async remind(caller: Principal, id: string): Promise<Reminder> {
    const now = this.reader.now();
    const { ticket } = await this.desk.find(caller, id, now);
    const agent = ticket.agent ?? ticket.promises.find((promise) => promise.agent !== null)?.agent ?? null;
    if (agent === null) throw new ProblemError(409, 'unassigned', 'Nobody has this ticket.');
    const reminder: Reminder = { ticket: id, by: caller.name, at: iso(now) };
    const key = keys.reminders(agent);
    await this.connections.main
      .multi()
      .hset(key, id, JSON.stringify(reminder))
      .expire(key, KEPT_SECONDS)
      .publish(feeds.agents, JSON.stringify([agent]))
      .exec();
    return reminder;
  }

  /** Latest first; those whose ticket has ended with nothing left to keep are settled by that. */
  async of({ agent }: Principal): Promise<Reminder[]> {
    if (agent === undefined) return [];
    const stored = Object.values(await this.connections.main.hgetall(keys.reminders(agent))).map(
      (json) => JSON.parse(json) as Reminder,
    );
    const read = await this.reader.read(
      stored.map(({ ticket }) => ticket),
      this.reader.now(),
    );
    const asking = new Set(
      read.flatMap(({ id, ticket }) => (ticket.open || ticket.promises.some(({ keptAt }) => keptAt === null) ? [id] : [])),
    );
    return stored.filter(({ ticket }) => asking.has(ticket)).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  }

  async seen({ agent }: Principal, ticket: string): Promise<void> {
    if (agent !== undefined) await this.connections.main.hdel(keys.reminders(agent), ticket);
  }
}
