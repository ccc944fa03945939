import type { Agenda } from './agenda.js';
import type { Aftermath } from './aftermath.js';
import type { Case } from './case.js';
import type { Agent } from './agent.js';
import type { Crew } from './crew.js';
import { Helpers } from './helpers.js';
import type { Journal } from './journal.js';
import { Moves, setUpSeconds } from './moves.js';
import { IMPATIENT, later, PROFILES, profileOf } from './profile.js';
import type { Rng } from './rng.js';

/** A ticket that nobody is done with yet. */
export interface OpenTicket extends Case {
  id: string;
  channel: string;
  createdAt: number;
}

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
  private readonly waiting = new Map<string, OpenTicket[]>(PROFILES.map(({ id }) => [id, []]));

  readonly moves: Moves;
  readonly helpers: Helpers;

  constructor(private readonly parts: FloorParts) {
    this.moves = new Moves(parts, (agent, at) => this.seek(agent, at));
    this.helpers = new Helpers(parts, {
      oldest: (channel) => this.waiting.get(channel)![0]?.createdAt ?? null,
      dispatch: (channel, at) => this.dispatch(channel, at),
    });
  }

  pending(channel: string): number {
    return this.waiting.get(channel)!.length;
  }

  arrive(ticket: OpenTicket): void {
    const { agenda, journal, rng } = this.parts;
    const { id, channel, createdAt: at, kind, priority, customer, summary, dueInSeconds } = ticket;
    const due = dueInSeconds === null ? {} : { dueAt: new Date(at + dueInSeconds * 1000).toISOString() };
    journal.note('ticket.created', at, id, { channel, kind, priority, customer, skills: [channel], summary, ...due });
    this.waiting.get(channel)!.push(ticket);
    const { patienceMedian } = profileOf(channel);
    const gaveUp = patienceMedian !== null && rng.chance(IMPATIENT) ? rng.lognormal(patienceMedian, 0.8) : null;
    this.dispatch(channel, at);
    if (gaveUp !== null && this.isWaiting(ticket)) agenda.add(later(at, gaveUp), () => this.giveUp(ticket, later(at, gaveUp)));
  }

  /** Hands waiting tickets to free agents, the oldest first. */
  dispatch(channel: string, at: number): void {
    const line = this.waiting.get(channel)!;
    while (line.length > 0) {
      const agent = this.parts.crew.freeFor(channel) ?? this.helpers.freeFor(channel, at);
      if (!agent) return;
      this.take(agent, line.shift()!, at);
    }
  }

  /** Work for an agent who has become free: at home first, then wherever the agent assists. */
  seek(agent: Agent, at: number): void {
    if (this.moves.proceed(agent, at)) return;
    this.dispatch(agent.channel, at);
    for (const { host } of agent.assists) this.dispatch(host, at);
  }

  /** Moves waiting tickets to another line, in which they keep their age; how many were still waiting. */
  reroute(ids: readonly string[], to: string, at: number): number {
    const wanted = new Set(ids);
    const found = [...this.waiting.values()].flat().filter(({ id, channel }) => wanted.has(id) && channel !== to);
    for (const ticket of found) {
      const from = this.waiting.get(ticket.channel)!;
      from.splice(from.indexOf(ticket), 1);
      ticket.channel = to;
      this.parts.journal.note('ticket.transferred', at, ticket.id, { channel: to });
    }
    const line = this.waiting.get(to)!;
    line.push(...found);
    line.sort((a, b) => a.createdAt - b.createdAt);
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
    const line = this.waiting.get(ticket.channel)!;
    if (!this.isWaiting(ticket)) return;
    line.splice(line.indexOf(ticket), 1);
    this.parts.journal.note('ticket.abandoned', at, ticket.id, {});
  }

  private isWaiting(ticket: OpenTicket): boolean {
    return this.waiting.get(ticket.channel)!.includes(ticket);
  }
}
