// What a ticket takes by the rules of a floor: which team, which skills. Pure.
import type { AssignmentRules } from '@tideboard/contracts';
import type { TicketNow } from './ticket-view.js';

/** The rules of a floor, and where its teams stand, in their order. */
export interface Assigning extends AssignmentRules {
  teams: readonly { id: string; level: number }[];
}

export type Wanted = Pick<TicketNow, 'channel' | 'kind' | 'tier' | 'skills' | 'agent' | 'level'>;

/** The team that a ticket takes: of its kind; from level 2 on one that stands as high, that of its kind before others. */
export function teamFor({ kind, level }: Wanted, { teamByKind, byLevel, teams }: Assigning): string | null {
  const ofKind = (kind && teamByKind[kind]) ?? null;
  if (!byLevel || level < 2) return ofKind;
  const high = teams.filter((team) => team.level >= level).toSorted((a, b) => a.level - b.level);
  return (high.find(({ id }) => id === ofKind) ?? high[0])?.id ?? ofKind;
}

/** The ticket's own skills, as the rules read its tags, and those that they ask for. */
export function skillsFor({ channel, kind, skills }: Wanted, rules: AssignmentRules['skills']): string[] {
  const holding = rules.filter(
    ({ when: { channels, kinds, tags } }) =>
      (!channels || channels.includes(channel)) &&
      (!kinds || (kind !== null && kinds.some((each) => each === kind))) &&
      (!tags || tags.some((tag) => skills.includes(tag))),
  );
  const read = new Set(holding.flatMap(({ when }) => when.tags ?? []));
  return [...new Set([...skills.filter((tag) => !read.has(tag)), ...holding.flatMap(({ needs }) => needs)])];
}
