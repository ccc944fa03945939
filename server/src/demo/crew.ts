import type { AGENT_STATES } from '@tideboard/contracts';
import type { Journal } from './journal.js';
import type { Person } from './people.js';

export interface Agent extends Person {
  state: (typeof AGENT_STATES)[number];
  /** Where the agent works now; `home` is where they belong. */
  channel: string;
  /** Conversations running now. */
  serving: number;
  /** Work after a conversation, during which no new one is taken. */
  wrappingUp: boolean;
  /** Has finished for the day, or is due for a break, once the running conversations are done. */
  leaving: 'offline' | 'break' | null;
  idleSince: number;
  shiftEndsAt: number | null;
}

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
        wrappingUp: false,
        leaving: null,
        idleSince: 0,
        shiftEndsAt: null,
      });
    }
  }

  get(id: string): Agent {
    return this.agents.get(id)!;
  }

  /** On the channel, present and below capacity: first the one with the fewest conversations, then the one idle for longest. */
  freeFor(channel: string): Agent | null {
    let best: Agent | null = null;
    for (const agent of this.agents.values()) {
      if (agent.channel !== channel || !isFree(agent)) continue;
      if (!best || agent.serving < best.serving || (agent.serving === best.serving && agent.idleSince < best.idleSince))
        best = agent;
    }
    return best;
  }

  signOn(id: string, at: number, shiftEndsAt: number): void {
    const agent = this.get(id);
    Object.assign(agent, { leaving: null, idleSince: at, shiftEndsAt });
    if (agent.state !== 'offline') return;
    agent.state = 'available';
    const { name, skills, tier, capacity, channel, home } = agent;
    const ends = new Date(shiftEndsAt).toISOString();
    this.journal.note('agent.changed', at, id, {
      state: 'available',
      channel,
      home,
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
    const idle = agent.serving === 0 && !agent.wrappingUp;
    if (agent.leaving && idle) {
      this.report(agent, agent.leaving, at);
      if (agent.leaving === 'offline') agent.leaving = null;
      return;
    }
    const full = agent.serving >= agent.capacity;
    this.report(agent, agent.wrappingUp && agent.serving === 0 ? 'wrap_up' : full ? 'busy' : 'available', at);
  }

  private report(agent: Agent, state: Agent['state'], at: number): void {
    agent.state = state;
    this.journal.note('agent.changed', at, agent.id, { state, conversations: agent.serving });
  }
}

const isFree = (agent: Agent): boolean =>
  agent.state === 'available' && agent.leaving === null && !agent.wrappingUp && agent.serving < agent.capacity;
