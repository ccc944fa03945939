import { type Agent, isAway } from './agent.js';
import type { Case } from './case.js';
import type { Crew } from './crew.js';
import { PROFILES, profileOf } from './profile.js';

/** A ticket that nobody is done with yet. */
export interface OpenTicket extends Case {
  id: string;
  channel: string;
  createdAt: number;
  /** Lies in this agent's inbox, as long as the agent is there. */
  holder?: string | undefined;
}

/** Who waits, on which channel, oldest first, and in whose inbox. */
export class Lines {
  private readonly waiting = new Map<string, OpenTicket[]>(PROFILES.map(({ id }) => [id, []]));

  constructor(private readonly crew: Crew) {}

  /** A copy: whoever walks it may take from the line. */
  on(channel: string): OpenTicket[] {
    return [...this.waiting.get(channel)!];
  }

  add(ticket: OpenTicket): void {
    const line = this.waiting.get(ticket.channel)!;
    line.push(ticket);
    line.sort((a, b) => a.createdAt - b.createdAt);
  }

  /** False when it was not waiting any more. */
  remove(ticket: OpenTicket): boolean {
    const line = this.waiting.get(ticket.channel)!;
    const place = line.indexOf(ticket);
    if (place >= 0) line.splice(place, 1);
    return place >= 0;
  }

  find(ids: readonly string[]): OpenTicket[] {
    const wanted = new Set(ids);
    return [...this.waiting.values()].flat().filter(({ id }) => wanted.has(id));
  }

  holderOf({ holder, channel }: OpenTicket): Agent | null {
    const agent = holder === undefined ? null : this.crew.find(holder);
    return agent && agent.channel === channel && !isAway(agent) && agent.leaving === null ? agent : null;
  }

  /** Where work is laid on desks ahead, fills them; what has got an owner. */
  fill(channel: string): [OpenTicket, Agent][] {
    const { inbox } = profileOf(channel);
    if (inbox === 0) return [];
    const stays = ({ movingTo, leaving }: Agent): boolean => movingTo === null && leaving === null;
    const desks = this.crew.presentOn(channel).filter(stays);
    const load = ({ id }: Agent): number => this.on(channel).filter(({ holder }) => holder === id).length;
    const given: [OpenTicket, Agent][] = [];
    for (const ticket of this.on(channel)) {
      if (this.holderOf(ticket)) continue;
      const [desk] = desks.filter((agent) => load(agent) < inbox).toSorted((a, b) => load(a) - load(b));
      if (!desk) break;
      ticket.holder = desk.id;
      given.push([ticket, desk]);
    }
    return given;
  }
}
