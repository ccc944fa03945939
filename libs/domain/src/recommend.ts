// Who could take a ticket: a recommendation with its reasons, never an assignment. Pure.
import { type Candidate, type CANDIDATE_REASONS, PASSED_OVER, type PassedOver, type Recommendation } from '@tideboard/contracts';
import { type Assigning, skillsFor, teamFor, type Wanted } from './assigning.js';
import { compareBytes } from './order.js';

/** An agent as the recommendation weighs them; `open` counts their open tickets. */
export interface Applicant extends Omit<Candidate, 'agent' | 'reasons'> {
  id: string;
  skills: readonly string[];
}

type Reason = (typeof CANDIDATE_REASONS)[number];
type Needs = Pick<Recommendation, 'team' | 'skills'>;

/** Best first: VIPs to the experienced, the team that it takes, the channel, whoever is free, nobody on a break, the fewest open tickets. At most `most`. */
export const recommend = (
  ticket: Wanted,
  applicants: readonly Applicant[],
  rules: Assigning,
  most = 5,
): Omit<Recommendation, 'at'> => choose(ticket, applicants.toSorted(byId), rules, most);

/** One pass over hundreds of people for each ticket of a list: only the best few are ever put in order. Of equals the first stays first. */
function choose(ticket: Wanted, applicants: readonly Applicant[], rules: Assigning, most: number): Omit<Recommendation, 'at'> {
  const needs: Needs = { team: teamFor(ticket, rules), skills: skillsFor(ticket, rules.skills) };
  const limits = { ...needs, cap: rules.cap };
  const passedOver = Object.fromEntries(PASSED_OVER.map((why) => [why, 0])) as PassedOver;
  const best: { who: Applicant; cost: number }[] = [];
  for (const who of applicants) {
    const why = passes(who, ticket, limits);
    if (why !== null) {
      passedOver[why] += 1;
      continue;
    }
    const cost = costOf(who, ticket, { team: needs.team, rules });
    if (best.length === most && cost >= best.at(-1)!.cost) continue;
    const place = best.findIndex((other) => cost < other.cost);
    best.splice(place === -1 ? best.length : place, 0, { who, cost });
    best.length = Math.min(best.length, most);
  }
  return { ...needs, candidates: best.map(({ who }) => candidateOf(who, reasonsFor(who, ticket, needs, rules))), passedOver };
}

const byId = (a: Applicant, b: Applicant): number => compareBytes(a.id, b.id);

/** Why somebody cannot take it; null where nothing stands against it. Being at work, elsewhere and able come before being full. */
function passes(who: Applicant, ticket: Wanted, { skills, cap }: Needs & { cap: number }): keyof PassedOver | null {
  if (who.state === null || who.state === 'offline') return 'offline';
  if (who.id === ticket.agent) return 'holder';
  if (who.channel !== ticket.channel && !who.skills.includes(ticket.channel)) return 'channel';
  if (!skills.every((skill) => who.skills.includes(skill))) return 'skills';
  return who.open < cap ? null : 'full';
}

const isSenior = ({ tier }: Applicant, ticket: Wanted, { vipTiers, seniorTiers }: Assigning): boolean =>
  ticket.tier !== null && vipTiers.some((each) => each === ticket.tier) && seniorTiers.some((each) => each === tier);

/** Less is better; each reason weighs more than all those after it, and the number of open tickets least. */
function costOf(who: Applicant, ticket: Wanted, { team, rules }: { team: string | null; rules: Assigning }): number {
  const speaks = [
    isSenior(who, ticket, rules),
    team !== null && who.team === team,
    who.channel === ticket.channel,
    who.state === 'available',
    who.state !== 'break',
  ];
  return speaks.reduce((cost, holds) => cost * 2 + (holds ? 0 : 1), 0) * 10_000 + Math.min(who.open, 9999);
}

function reasonsFor(who: Applicant, ticket: Wanted, { team, skills }: Needs, rules: Assigning): Reason[] {
  const reasons: [Reason, boolean][] = [
    ['senior', isSenior(who, ticket, rules)],
    ['team', team !== null && who.team === team],
    ['skills', skills.length > 0],
    ['channel', who.channel === ticket.channel],
    ['free', who.state === 'available'],
    ['load', true],
  ];
  return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

const candidateOf = ({ id: agent, name, channel, state, tier, team, open }: Applicant, reasons: Reason[]): Candidate => ({
  agent,
  name,
  channel,
  state,
  tier,
  team,
  open,
  reasons,
});

/** One after the other, as if each had been given to the first of those before: nobody is recommended beyond the cap. */
export function recommendEach<T extends Wanted>(
  tickets: readonly T[],
  applicants: readonly Applicant[],
  rules: Assigning,
): Omit<Recommendation, 'at'>[] {
  const people = applicants.map((who) => ({ ...who })).sort(byId);
  const byName = new Map(people.map((who) => [who.id, who]));
  return tickets.map((ticket) => {
    const recommendation = choose(ticket, people, rules, 1);
    const taker = byName.get(recommendation.candidates[0]?.agent ?? '');
    if (taker) taker.open += 1;
    return recommendation;
  });
}
