import { Injectable } from '@nestjs/common';
import {
  type AssignBody,
  type EscalateBody,
  type FieldCode,
  fieldError,
  type PromiseBody,
  type TicketDetail,
} from '@tideboard/contracts';
import { randomUUID } from 'node:crypto';
import type { Type } from 'typebox';
import { mayRead, type Principal } from '../access/principal.js';
import { readAgent } from '@tideboard/domain';
import { readInstant } from '../ingest/instant.js';
import { ProblemError } from '../platform/http/problem.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { EventWriter } from './event-writer.service.js';
import { TicketDesk } from './ticket-desk.service.js';
import { type Read, TicketReader } from './ticket-reader.service.js';

/** Where events come from that people make in the console. */
const DESK = 'tideboard:/desk';

type Body<S extends Type.TSchema> = Type.Static<S>;

/** What people do to a ticket: each act is an event like any upstream's, through the one writer. */
@Injectable()
export class TicketActs {
  constructor(
    private readonly desk: TicketDesk,
    private readonly reader: TicketReader,
    private readonly store: TicketStore,
    private readonly events: EventWriter,
  ) {}

  /** @throws ProblemError 409 where it has ended, or stands as high already */
  async escalate(caller: Principal, id: string, { level, reason }: Body<typeof EscalateBody>): Promise<TicketDetail> {
    const { ticket } = await this.open(caller, id);
    if (ticket.level >= level) throw new ProblemError(409, 'conflict', `It stands at level ${ticket.level} already.`);
    return this.act(caller, id, 'escalated', { level, reason }, 'tideboard:/escalation');
  }

  /** @throws ProblemError 422 for a promise that is due in the past */
  async promise(caller: Principal, id: string, { dueAt, what, agent }: Body<typeof PromiseBody>): Promise<TicketDetail> {
    const now = this.reader.now();
    const { ticket } = await this.desk.find(caller, id, now);
    const due = readInstant(dueAt);
    if (due === null || due <= now) throw invalid('/dueAt', 'past_instant');
    return this.act(caller, id, 'promised', { dueAt, what, agent: agent ?? caller.agent ?? ticket.agent ?? undefined });
  }

  /** Keeping a promise again changes nothing. @throws ProblemError 404 where it was never made */
  async keep(caller: Principal, id: string, promise: string): Promise<TicketDetail> {
    const { ticket } = await this.desk.find(caller, id, this.reader.now());
    const made = ticket.promises.filter((each) => each.id === promise);
    if (made.length === 0) throw new ProblemError(404, 'not_found', 'No such promise.');
    if (made.every(({ keptAt }) => keptAt !== null)) return this.desk.one(caller, id);
    return this.act(caller, id, 'promise_kept', { promise });
  }

  /** @throws ProblemError 409 where it has ended, 422 for an agent whom nobody reported, or who works elsewhere */
  async assign(caller: Principal, id: string, { agent, team }: Body<typeof AssignBody>): Promise<TicketDetail> {
    const now = this.reader.now();
    await this.open(caller, id);
    const { agents } = await this.store.records([], [agent]);
    const { state, channel } = readAgent(agents.get(agent)!.facts, now);
    if (state === undefined || channel === undefined || !mayRead(caller, channel))
      throw new ProblemError(422, 'unknown_agent', 'No such agent on these channels.');
    return this.act(caller, id, 'assigned', { agent, team });
  }

  private async open(caller: Principal, id: string): Promise<Read> {
    const read = await this.desk.find(caller, id, this.reader.now());
    if (!read.ticket.open) throw new ProblemError(409, 'ticket_ended', 'The ticket has ended.');
    return read;
  }

  private async act(caller: Principal, id: string, act: string, data: object, source = DESK): Promise<TicketDetail> {
    const at = this.reader.now();
    await this.events.write({ id: randomUUID(), source, type: `ticket.${act}`, subject: id, at, data, actor: caller.name });
    return this.desk.one(caller, id);
  }
}

const invalid = (path: string, code: FieldCode): ProblemError =>
  new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors: [fieldError(path, code)] });
