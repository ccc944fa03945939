import { type Agent, capacityOf, isAway, isFree, isIdle, isSooner, working } from './agent.js';
import type { Journal } from './journal.js';
import type { Person } from './people.js';

/** The agents of the floor: who is there, who is free, and what has been reported of them. */
export class Crew {
  private readonly agents = new Map<string, Agent>();

  constructor(
    people: readonly Person[],
    private readonly journal: Journal,
  ) {
    for (const person of people) {
      this.agents.set(person.id, {
        ...person,
        state: 'offline',
        channel: person.home,
        serving: 0,
        servingOn: person.home,
        wrappingUp: false,
        leaving: null,
        movingTo: null,
        arrivesAt: null,
        assists: [],
        idleSince: 0,
        shiftEndsAt: null,
      });
    }
  }

  get(id: string): Agent {
    return this.agents.get(id)!;
  }

  find(id: string): Agent | null {
    return this.agents.get(id) ?? null;
  }

  /** On the channel, present and below capacity, the one first whom `isSooner` says. */
  freeFor(channel: string): Agent | null {
    const free = this.freeOn(channel);
    return free.length === 0 ? null : free.reduce((best, agent) => (isSooner(agent, best) ? agent : best));
  }

  freeOn(channel: string): Agent[] {
    return this.presentOn(channel).filter(isFree);
  }

  presentOn(channel: string): Agent[] {
    return [...this.agents.values()].filter((agent) => agent.channel === channel && !isAway(agent));
  }

  /** Who may be given customers of the channel beside their own work, and has nothing to do; idle for longest first. */
  idleHelpers(host: string): Agent[] {
    return [...this.agents.values()]
      .filter((agent) => agent.serving === 0 && isFree(agent) && agent.assists.some((assist) => assist.host === host))
      .toSorted((a, b) => a.idleSince - b.idleSince);
  }

  hasHelpers(host: string): boolean {
    return [...this.agents.values()].some((agent) => !isAway(agent) && agent.assists.some((assist) => assist.host === host));
  }

  signOn(id: string, at: number, shiftEndsAt: number): void {
    const agent = this.get(id);
    Object.assign(agent, { leaving: null, idleSince: at, shiftEndsAt });
    if (agent.state !== 'offline') return;
    const { name, skills, tier, capacity, home, team } = agent;
    // Whoever went home from another channel begins the next day on their own.
    const channel = home;
    Object.assign(agent, { state: 'available', channel, servingOn: home, movingTo: null, arrivesAt: null, assists: [] });
    const ends = new Date(shiftEndsAt).toISOString();
    this.journal.note('agent.changed', at, id, {
      state: 'available',
      channel,
      home,
      team,
      name,
      skills,
      tier,
      capacity,
      conversations: agent.serving,
      shiftEndsAt: ends,
    });
  }

  /** Leaves for good or for a break: at once when free, else after the running conversations. */
  leave(id: string, to: 'offline' | 'break', at: number): void {
    const agent = this.get(id);
    if (agent.state === 'offline' || agent.leaving === 'offline') return;
    agent.leaving = to;
    this.settle(agent, at);
  }

  backFromBreak(id: string, at: number): void {
    const agent = this.get(id);
    if (agent.state === 'offline') return;
    if (agent.leaving === 'break') agent.leaving = null;
    agent.idleSince = at;
    if (agent.state === 'break') this.report(agent, 'available', at);
  }

  /** Brings the agent's state in line with what the agent does, and reports what has changed. */
  settle(agent: Agent, at: number): void {
    if (agent.leaving && isIdle(agent)) {
      this.report(agent, agent.leaving, at);
      if (agent.leaving === 'offline') agent.leaving = null;
      return;
    }
    if (isAway(agent)) return;
    this.report(agent, working(agent), at);
  }

  /** The agent works on `channel` from now on. */
  place(agent: Agent, channel: string, at: number): void {
    Object.assign(agent, { channel, servingOn: channel, movingTo: null, arrivesAt: null, idleSince: at });
    if (!isAway(agent)) agent.state = working(agent);
    const { id, state, serving } = agent;
    this.journal.note('agent.changed', at, id, { state, channel, capacity: capacityOf(agent), conversations: serving });
  }

  private report(agent: Agent, state: Agent['state'], at: number): void {
    agent.state = state;
    this.journal.note('agent.changed', at, agent.id, { state, conversations: agent.serving });
  }
}
