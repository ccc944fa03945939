// By which rules the floor recommends who takes a ticket. They recommend: a person, or an upstream, assigns.
import { Type } from 'typebox';
import { AGENT_TIERS, CUSTOMER_TIERS, KINDS } from './event.js';
import { Slug } from './primitives.js';
import type { Candidate } from './ticket.js';

const Skill = Type.String({ minLength: 1, maxLength: 64 });

/** All conditions together; each is met by any of its values. */
export const SkillRule = Type.Object({
  when: Type.Object(
    {
      channels: Type.Optional(Type.Array(Slug, { minItems: 1, maxItems: 100 })),
      kinds: Type.Optional(Type.Array(Type.Enum([...KINDS]), { minItems: 1 })),
      tags: Type.Optional(Type.Array(Skill, { minItems: 1, maxItems: 100, description: 'among the `skills` of the ticket' })),
    },
    { minProperties: 1 },
  ),
  /** The tags of `when` are read as these skills; without tags they are asked for beside the ticket's own. */
  needs: Type.Array(Skill, { minItems: 1, maxItems: 20 }),
});
export type SkillRule = Type.Static<typeof SkillRule>;

export const AssignmentRules = Type.Object({
  /** Who has so many open tickets gets no more. */
  cap: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** The team that a kind of ticket goes to first; null, or not there: none. */
  teamByKind: Type.Object(
    Object.fromEntries(KINDS.map((kind) => [kind, Type.Optional(Type.Union([Slug, Type.Null()]))])) as Record<
      (typeof KINDS)[number],
      Type.TOptional<Type.TUnion<[typeof Slug, Type.TNull]>>
    >,
  ),
  /** Customers whose tickets go to agents of `seniorTiers` first. */
  vipTiers: Type.Array(Type.Enum([...CUSTOMER_TIERS]), { maxItems: 4 }),
  seniorTiers: Type.Array(Type.Enum([...AGENT_TIERS]), { maxItems: 3 }),
  /** Tickets from level 2 on go first to teams that stand on their level, or above. */
  byLevel: Type.Boolean(),
  skills: Type.Array(SkillRule, { maxItems: 100 }),
});
export type AssignmentRules = Type.Static<typeof AssignmentRules>;

/** The handbook's rules; by kind to a team only where somebody has said which. */
export const defaultAssignmentRules = (): AssignmentRules => ({
  cap: 5,
  teamByKind: {},
  vipTiers: ['diamond', 'gold'],
  seniorTiers: ['senior', 'expert'],
  byLevel: true,
  skills: [],
});

/** Why somebody is not among the candidates: the first of these that holds. */
export const PASSED_OVER = ['offline', 'holder', 'channel', 'skills', 'full'] as const;
export type PassedOver = Record<(typeof PASSED_OVER)[number], number>;

/** Who would get a ticket under rules that need not be in force. */
export const AssignmentPreviewBody = Type.Object({
  ticket: Type.String({ minLength: 1, maxLength: 256 }),
  rules: Type.Optional(AssignmentRules),
});

/** Who could take a ticket, best first, and why. */
export interface Recommendation {
  at: string;
  /** Null where the rules name none. */
  team: string | null;
  /** What it takes: the ticket's own skills and those that the rules ask for. */
  skills: string[];
  candidates: Candidate[];
  /** The other people on the reader's channels, by why not. */
  passedOver: PassedOver;
}
