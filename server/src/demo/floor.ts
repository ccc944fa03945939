import type { Agenda } from './agenda.js';
import type { Aftermath } from './aftermath.js';
import { type Agent, isFree } from './agent.js';
import type { Crew } from './crew.js';
import { Helpers } from './helpers.js';
import type { Journal } from './journal.js';
import { Lines, type OpenTicket } from './lines.js';
import { Moves, setUpSeconds } from './moves.js';
import { IMPATIENT, later, profileOf } from './profile.js';
import type { Rng } from './rng.js';

export interface FloorParts {
  agenda: Agenda;
  journal: Journal;
  rng: Rng;
  crew: Crew;
  aftermath: Aftermath;
}

/**
 * The floor itself: tickets wait, agents take the oldest one when they are free, and everything on the board follows from that. No
 * figure is ever thrown with dice: pending is what arrives against who is there.
 */
export class Floor {
  private readonly lines: Lines;
  readonly moves: Moves;
  readonly helpers: Helpers;

  constructor(private readonly parts: FloorParts) {
    this.lines = new Lines(parts.crew);
    this.moves = new Moves(parts, (agent, at) => this.seek(agent, at));
    this.helpers = new Helpers(parts, {
      oldest: (channel) => this.lines.on(channel)[0]?.createdAt ?? null,
      dispatch: (channel, at) => this.dispatch(channel, at),
    });
  }

  pending(channel: string): number {
    return this.lines.on(channel).length;
  }

  arrive(ticket: OpenTicket): void {
    const { agenda, journal, rng } = this.parts;
    const { id, channel, createdAt: at, kind, priority, customer, summary, dueInSeconds } = ticket;
    const due = dueInSeconds === null ? {} : { dueAt: new Date(at + dueInSeconds * 1000).toISOString() };
    journal.note('ticket.created', at, id, { channel, kind, priority, customer, skills: [channel], summary, ...due });
    this.lines.add(ticket);
    const { patienceMedian } = profileOf(channel);
    const gaveUp = patienceMedian !== null && rng.chance(IMPATIENT) ? rng.lognormal(patienceMedian, 0.8) : null;
    this.dispatch(channel, at);
    if (gaveUp !== null && this.lines.on(channel).includes(ticket))
      agenda.add(later(at, gaveUp), () => this.giveUp(ticket, later(at, gaveUp)));
  }

  /** Hands waiting tickets to free agents, the oldest first; what lies in an inbox waits for its owner. */
  dispatch(channel: string, at: number): void {
    const { crew, journal } = this.parts;
    let served = true;
    for (const ticket of this.lines.on(channel)) {
      const holder = this.lines.holderOf(ticket);
      if (!holder && !served) continue;
      const agent = holder ? (isFree(holder) ? holder : null) : (crew.freeFor(channel) ?? this.helpers.freeFor(channel, at));
      if (!holder) served = agent !== null;
      if (agent && this.lines.remove(ticket)) this.take(agent, ticket, at);
    }
    for (const [{ id }, agent] of this.lines.fill(channel))
      journal.note('ticket.assigned', at, id, { agent: agent.id, team: agent.team });
  }

  /** Work for an agent who has become free: at home first, then wherever the agent assists. */
  seek(agent: Agent, at: number): void {
    if (this.moves.proceed(agent, at)) return;
    this.dispatch(agent.channel, at);
    for (const { host } of agent.assists) this.dispatch(host, at);
  }

  /** Moves waiting tickets to another line, or within theirs to an agent's inbox (null: out of it); they keep their age. How many waited. */
  reroute(ids: readonly string[], { to, agent }: { to: string; agent: Agent | null }, at: number): number {
    const found = this.lines.find(ids);
    for (const ticket of found) {
      this.lines.remove(ticket);
      const stays = ticket.channel === to;
      Object.assign(ticket, { channel: to, holder: agent?.id });
      this.lines.add(ticket);
      this.parts.journal.note('ticket.transferred', at, ticket.id, {
        ...(stays && agent ? {} : { channel: to }),
        ...(agent ? { agent: agent.id } : {}),
      });
    }
    this.dispatch(to, at);
    return found.length;
  }

  private take(agent: Agent, ticket: OpenTicket, at: number): void {
    const { agenda, journal, rng, crew } = this.parts;
    const { reply } = profileOf(ticket.channel);
    // The customer waits on while the agent opens the other channel's tools.
    const setUp = setUpSeconds(agent.servingOn, ticket.channel);
    agent.serving += 1;
    agent.servingOn = ticket.channel;
    crew.settle(agent, at);
    journal.note('ticket.assigned', at, ticket.id, { agent: agent.id, team: agent.team });
    const answeredAt = later(at, setUp + rng.lognormal(reply.median, reply.sigma));
    agenda.add(answeredAt, () => this.answer(agent, ticket, answeredAt));
  }

  private answer(agent: Agent, ticket: OpenTicket, at: number): void {
    const { agenda, journal, rng, aftermath } = this.parts;
    const { service } = profileOf(ticket.channel);
    journal.note('ticket.started', at, ticket.id, { agent: agent.id });
    const seconds = rng.lognormal(service.median, service.sigma);
    const doneAt = later(at, seconds);
    aftermath.during(ticket, at, seconds);
    agenda.add(doneAt, () => this.finish(agent, ticket, { answeredAt: at, at: doneAt }));
  }

  private finish(agent: Agent, ticket: OpenTicket, { answeredAt, at }: { answeredAt: number; at: number }): void {
    const { agenda, crew, aftermath } = this.parts;
    const { wrapUpSeconds } = profileOf(ticket.channel);
    aftermath.after(ticket, agent.id, { waitedSeconds: (answeredAt - ticket.createdAt) / 1000, at });
    agent.serving -= 1;
    agent.wrappingUp = wrapUpSeconds > 0;
    agent.idleSince = at;
    crew.settle(agent, at);
    if (!agent.wrappingUp) return this.seek(agent, at);
    const free = later(at, wrapUpSeconds);
    agenda.add(free, () => {
      agent.wrappingUp = false;
      crew.settle(agent, free);
      this.seek(agent, free);
    });
  }

  private giveUp(ticket: OpenTicket, at: number): void {
    if (this.lines.remove(ticket)) this.parts.journal.note('ticket.abandoned', at, ticket.id, {});
  }
}
