import type { Agenda } from './agenda.js';
import { type Agent, isAway, isIdle } from './agent.js';
import type { Crew } from './crew.js';
import { later, profileOf } from './profile.js';

/** Within one medium another desk is a few clicks away; from chats to a headset takes a minute. */
export const WITHIN_SECONDS = 20;
export const ACROSS_SECONDS = 60;

/** What it takes an agent to work on another channel, in site seconds. */
export function setUpSeconds(from: string, to: string): number {
  if (from === to) return 0;
  return profileOf(from).medium === profileOf(to).medium ? WITHIN_SECONDS : ACROSS_SECONDS;
}

/** People on their way between channels: they finish what they have, change over, and are reported from where they arrive. */
export class Moves {
  constructor(
    private readonly parts: { agenda: Agenda; crew: Crew },
    private readonly arrived: (agent: Agent, at: number) => void,
  ) {}

  order(agent: Agent, to: string, at: number): void {
    const { crew } = this.parts;
    agent.arrivesAt = null;
    // Not gone yet, or not at a desk: there is nothing to change over, and the word that the agent is there goes out at once.
    if (agent.channel === to || isAway(agent)) {
      crew.place(agent, to, at);
      return this.arrived(agent, at);
    }
    agent.movingTo = to;
    crew.settle(agent, at);
    this.proceed(agent, at);
  }

  /** True while the agent is leaving; begins the switchover once nothing is left to finish. */
  proceed(agent: Agent, at: number): boolean {
    const { movingTo } = agent;
    if (movingTo === null) return false;
    if (agent.arrivesAt !== null || !isIdle(agent) || isAway(agent)) return true;
    const arrivesAt = later(at, setUpSeconds(agent.channel, movingTo));
    agent.arrivesAt = arrivesAt;
    this.parts.agenda.add(arrivesAt, () => {
      // An order that came in between goes its own way.
      if (agent.movingTo !== movingTo || agent.arrivesAt !== arrivesAt) return;
      this.parts.crew.place(agent, movingTo, arrivesAt);
      this.arrived(agent, arrivesAt);
    });
    return true;
  }
}
