import type { ReassignmentRule } from '@tideboard/contracts';

/** A second channel whose customers an agent may be given, and when. */
export interface Assist {
  host: string;
  rule: ReassignmentRule;
}

/** How often the router looks whether a rule has come true, in site seconds. */
export const LOOK_EVERY_SECONDS = 5;

/** What the router sees at the moment of a contact; waits in seconds, null where nobody waits. */
export interface Sight {
  homeWait: number | null;
  hostOldest: number;
  /** Colleagues at home who could take the next customer there. */
  freeAtHome: number;
}

/** Home first: nobody may wait there, or no longer than the rule allows; and the host's customers have waited long enough. */
export function mayHelp(rule: ReassignmentRule, { homeWait, hostOldest, freeAtHome }: Sight): boolean {
  const homeHolds = homeWait === null || homeWait <= (rule.homeWaitSeconds ?? -1);
  return homeHolds && hostOldest >= (rule.hostOldestSeconds ?? 0) && freeAtHome >= (rule.keepFree ?? 0);
}
