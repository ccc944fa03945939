import type { AGENT_STATES } from '@tideboard/contracts';
import type { Assist } from './assist.js';
import type { Person } from './people.js';
import { profileOf } from './profile.js';

export interface Agent extends Person {
  state: (typeof AGENT_STATES)[number];
  /** Where the agent works now; `home` is where they belong. */
  channel: string;
  /** Conversations running now, and the channel of these or of the last ones: to work on another takes a set-up. */
  serving: number;
  servingOn: string;
  /** Work after a conversation, during which no new one is taken. */
  wrappingUp: boolean;
  /** Has finished for the day, or is due for a break, once the running conversations are done. */
  leaving: 'offline' | 'break' | null;
  /** Ordered to this channel: takes nothing new until there. */
  movingTo: string | null;
  /** When the switchover ends; null while conversations are still being finished. */
  arrivesAt: number | null;
  /** Other channels whose customers the agent may be given. */
  assists: Assist[];
  idleSince: number;
  shiftEndsAt: number | null;
}

export const isAway = ({ state }: Agent): boolean => state === 'offline' || state === 'break';
export const isIdle = ({ serving, wrappingUp }: Agent): boolean => serving === 0 && !wrappingUp;
/** Conversations at once, where the agent works now. */
export const capacityOf = ({ channel }: Agent): number => profileOf(channel).capacity;

/** The state of somebody who is there. Whoever finishes what is left before changing channel takes no more, and says so. */
export function working(agent: Agent): Agent['state'] {
  const { serving, wrappingUp, movingTo, channel, servingOn } = agent;
  if (serving === 0 && (wrappingUp || movingTo !== null)) return 'wrap_up';
  const elsewhere = serving > 0 && servingOn !== channel;
  return movingTo !== null || elsewhere || serving >= capacityOf(agent) ? 'busy' : 'available';
}

export const isFree = (agent: Agent): boolean => agent.state === 'available' && agent.leaving === null && !agent.wrappingUp;

/** Whoever may help elsewhere is asked last at home; then the fewest conversations, then the longest pause. */
export const isSooner = (a: Agent, b: Agent): boolean =>
  (Math.min(1, a.assists.length) - Math.min(1, b.assists.length) || a.serving - b.serving || a.idleSince - b.idleSince) < 0;
