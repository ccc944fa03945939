// Who could take a ticket: a recommendation with its reasons, never an assignment. Pure.
import {
  type AssignmentRules,
  type Candidate,
  type CANDIDATE_REASONS,
  PASSED_OVER,
  type PassedOver,
  type Recommendation,
} from '@tideboard/contracts';
import { compareBytes } from './order.js';
import type { TicketNow } from './ticket-view.js';

/** The rules of a floor, and where its teams stand, in their order. */
export interface Assigning extends AssignmentRules {
  teams: readonly { id: string; level: number }[];
}

/** An agent as the recommendation weighs them; `open` counts their open tickets. */
export interface Applicant extends Omit<Candidate, 'agent' | 'reasons'> {
  id: string;
  skills: readonly string[];
}

export type Wanted = Pick<TicketNow, 'channel' | 'kind' | 'tier' | 'skills' | 'agent' | 'level'>;
type Reason = (typeof CANDIDATE_REASONS)[number];
type Needs = Pick<Recommendation, 'team' | 'skills'>;

/** Best first: VIPs to the experienced, the team that it takes, the channel, whoever is free, nobody on a break, the fewest open tickets. At most `most`. */
export function recommend(
  ticket: Wanted,
  applicants: readonly Applicant[],
  rules: Assigning,
  most = 5,
): Omit<Recommendation, 'at'> {
  const needs: Needs = { team: teamFor(ticket, rules), skills: skillsFor(ticket, rules.skills) };
  const passedOver = Object.fromEntries(PASSED_OVER.map((why) => [why, 0])) as PassedOver;
  const left: { who: Applicant; reasons: Reason[] }[] = [];
  for (const who of applicants) {
    const why = passes(who, ticket, { ...needs, cap: rules.cap });
    if (why === null) left.push({ who, reasons: reasonsFor(who, ticket, needs, rules) });
    else passedOver[why] += 1;
  }
  const candidates = left.toSorted(byReasons).slice(0, most);
  return { ...needs, candidates: candidates.map(({ who, reasons }) => candidateOf(who, reasons)), passedOver };
}

/** The team that a ticket takes: of its kind; from level 2 on one that stands as high, that of its kind before others. */
function teamFor({ kind, level }: Wanted, { teamByKind, byLevel, teams }: Assigning): string | null {
  const ofKind = (kind && teamByKind[kind]) ?? null;
  if (!byLevel || level < 2) return ofKind;
  const high = teams.filter((team) => team.level >= level).toSorted((a, b) => a.level - b.level);
  return (high.find(({ id }) => id === ofKind) ?? high[0])?.id ?? ofKind;
}

/** The ticket's own skills, as the rules read its tags, and those that they ask for. */
function skillsFor({ channel, kind, skills }: Wanted, rules: AssignmentRules['skills']): string[] {
  const holding = rules.filter(
    ({ when: { channels, kinds, tags } }) =>
      (!channels || channels.includes(channel)) &&
      (!kinds || (kind !== null && kinds.some((each) => each === kind))) &&
      (!tags || tags.some((tag) => skills.includes(tag))),
  );
  const read = new Set(holding.flatMap(({ when }) => when.tags ?? []));
  return [...new Set([...skills.filter((tag) => !read.has(tag)), ...holding.flatMap(({ needs }) => needs)])];
}

/** Why somebody cannot take it; null where nothing stands against it. Being at work, elsewhere and able come before being full. */
function passes(who: Applicant, ticket: Wanted, { skills, cap }: Needs & { cap: number }): keyof PassedOver | null {
  if (who.state === null || who.state === 'offline') return 'offline';
  if (who.id === ticket.agent) return 'holder';
  if (who.channel !== ticket.channel && !who.skills.includes(ticket.channel)) return 'channel';
  if (!skills.every((skill) => who.skills.includes(skill))) return 'skills';
  return who.open < cap ? null : 'full';
}

function reasonsFor(who: Applicant, { channel, tier }: Wanted, { team, skills }: Needs, rules: Assigning): Reason[] {
  const isVip = tier !== null && rules.vipTiers.some((each) => each === tier);
  const reasons: [Reason, boolean][] = [
    ['senior', isVip && rules.seniorTiers.some((each) => each === who.tier)],
    ['team', team !== null && who.team === team],
    ['skills', skills.length > 0],
    ['channel', who.channel === channel],
    ['free', who.state === 'available'],
    ['load', true],
  ];
  return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

const WEIGHED: readonly Reason[] = ['senior', 'team', 'channel', 'free'];

function byReasons(a: { who: Applicant; reasons: Reason[] }, b: { who: Applicant; reasons: Reason[] }): number {
  const first = WEIGHED.find((reason) => a.reasons.includes(reason) !== b.reasons.includes(reason));
  if (first) return a.reasons.includes(first) ? -1 : 1;
  const away = Number(a.who.state === 'break') - Number(b.who.state === 'break');
  return away || a.who.open - b.who.open || compareBytes(a.who.id, b.who.id);
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
  const loads = new Map(applicants.map((who) => [who.id, { ...who }]));
  return tickets.map((ticket) => {
    const recommendation = recommend(ticket, [...loads.values()], rules, 1);
    const taker = loads.get(recommendation.candidates[0]?.agent ?? '');
    if (taker) taker.open += 1;
    return recommendation;
  });
}
