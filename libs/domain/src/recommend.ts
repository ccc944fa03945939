// Who could take a ticket: a recommendation with its reasons, never an assignment. Pure.
import type { CANDIDATE_REASONS, Recommendation } from '@tideboard/contracts';
import { compareBytes } from './order.js';
import type { TicketNow } from './ticket-view.js';

export interface AssignmentRules {
  /** Who has so many open tickets gets no more. */
  cap: number;
  /** Team by kind of ticket. */
  teams: Partial<Record<string, string>>;
  /** Customers whose tickets go to experienced people first. */
  vipTiers: readonly string[];
  experiencedTiers: readonly string[];
}

/** The handbook's rules; by kind to the team only where somebody has said which. */
export const defaultAssignmentRules = (): AssignmentRules => ({
  cap: 5,
  teams: {},
  vipTiers: ['diamond', 'gold'],
  experiencedTiers: ['senior', 'expert'],
});

/** An agent as the recommendation weighs them; `open` counts their open tickets. */
export interface Applicant {
  id: string;
  name: string | null;
  channel: string | null;
  state: string | null;
  tier: string | null;
  team: string | null;
  skills: readonly string[];
  open: number;
}

type Wanted = Pick<TicketNow, 'channel' | 'kind' | 'tier' | 'skills' | 'agent'>;
type Reason = (typeof CANDIDATE_REASONS)[number];

/** Best first: VIPs to the experienced, the kind's team, whoever is free, the fewest open tickets. At most `most`. */
export function recommend(
  ticket: Wanted,
  applicants: readonly Applicant[],
  rules: AssignmentRules,
  most = 5,
): Omit<Recommendation, 'at'> {
  const team = (ticket.kind && rules.teams[ticket.kind]) ?? null;
  const isVip = ticket.tier !== null && rules.vipTiers.includes(ticket.tier);
  const reasonsOf = (who: Applicant): Reason[] => {
    const reasons: [Reason, boolean][] = [
      ['senior', isVip && who.tier !== null && rules.experiencedTiers.includes(who.tier)],
      ['team', team !== null && who.team === team],
      ['skills', ticket.skills.length > 0],
      ['channel', who.channel === ticket.channel],
      ['free', who.state === 'available'],
      ['load', true],
    ];
    return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
  };
  const weigh = ['senior', 'team', 'channel', 'free'] as const;
  const candidates = applicants
    .filter((who) => mayTake(who, ticket, rules))
    .map((who) => ({ who, reasons: reasonsOf(who) }))
    .toSorted(
      (a, b) =>
        weigh.reduce((order, reason) => order || Number(b.reasons.includes(reason)) - Number(a.reasons.includes(reason)), 0) ||
        a.who.open - b.who.open ||
        compareBytes(a.who.id, b.who.id),
    );
  return {
    team,
    candidates: candidates.slice(0, most).map(({ who: { id: agent, name, channel, state, tier, open }, reasons }) => ({
      agent,
      name,
      channel,
      state,
      tier,
      open,
      reasons,
    })),
  };
}

/** At work, able to serve the channel and every skill that is asked for, under the cap, and not who has it already. */
function mayTake(who: Applicant, ticket: Wanted, { cap }: AssignmentRules): boolean {
  return (
    who.state !== null &&
    who.state !== 'offline' &&
    who.id !== ticket.agent &&
    who.open < cap &&
    (who.channel === ticket.channel || who.skills.includes(ticket.channel)) &&
    ticket.skills.every((skill) => who.skills.includes(skill))
  );
}
