// Who is asked when: the ladder of a floor, and the rules by which a ticket climbs it.
import { Type } from 'typebox';
import { CUSTOMER_TIERS, KINDS } from './event.js';
import { Seconds, Slug } from './primitives.js';

/** `suggest`: what the rules ask for is shown, a person raises. `auto`: it is raised at once. */
export const ESCALATION_MODES = ['off', 'suggest', 'auto'] as const;

const Owner = Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]);

export const EscalationRule = Type.Object({
  id: Slug,
  /** What people call it; the rules of the handbook have words in both languages instead. */
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  level: Type.Integer({ minimum: 2, maximum: 4 }),
  when: Type.Object(
    {
      kinds: Type.Optional(Type.Array(Type.Enum([...KINDS]), { minItems: 1 })),
      tiers: Type.Optional(Type.Array(Type.Enum([...CUSTOMER_TIERS]), { minItems: 1 })),
      notStarted: Type.Optional(Type.Literal(true)),
      ageSeconds: Type.Optional(Seconds),
      overdueSeconds: Type.Optional(Seconds),
      severity: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
      contacts: Type.Optional(Type.Integer({ minimum: 2, maximum: 50 })),
    },
    {
      description: 'All of them together; ages from when it began to wait, contacts as open tickets of one customer',
      minProperties: 1,
    },
  ),
});
export type EscalationRule = Type.Static<typeof EscalationRule>;

/** A complaint that was answered: the customer is promised a call, due so long after the answer. */
export const CallBackRule = Type.Object({
  mode: Type.Enum([...ESCALATION_MODES]),
  withinSeconds: Type.Number({ minimum: 60, maximum: 30 * 86_400 }),
});
export type CallBackRule = Type.Static<typeof CallBackRule>;
/** The source of promises that the rule makes. */
export const CALL_BACK_SOURCE = 'tideboard:/call-back';
export const defaultCallBackRule = (): CallBackRule => ({ mode: 'suggest', withinSeconds: 86_400 });

export const EscalationRules = Type.Object({
  mode: Type.Enum([...ESCALATION_MODES]),
  /** Who answers for each level; where nobody is named for the first, whoever owns the channel. */
  owners: Type.Object({ '1': Type.Optional(Owner), '2': Owner, '3': Owner, '4': Owner }),
  rules: Type.Array(EscalationRule, { maxItems: 50 }),
  /** Left out: as it stands. */
  callBack: Type.Optional(CallBackRule),
});
export type EscalationRules = Type.Static<typeof EscalationRules>;

/** What rules would do to the open tickets that the asker may see, as they are now. Nothing is raised by asking. */
export interface EscalationPreview {
  at: string;
  /** Open tickets that were looked at. */
  open: number;
  /** Those that some rule would raise. */
  raised: number;
  /** How many each rule would raise by itself, in the order of the rules. */
  rules: { id: string; tickets: number }[];
}

/** The handbook's ladder. Rules only suggest until somebody lets them act: a raised ticket changes the board. */
export const defaultEscalationRules = (): EscalationRules => ({
  mode: 'suggest',
  owners: { '1': null, '2': null, '3': null, '4': null },
  rules: [
    { id: 'complaint-ignored', level: 2, when: { kinds: ['complaint'], notStarted: true, ageSeconds: 3600 } },
    { id: 'vip-overdue', level: 2, when: { tiers: ['diamond', 'gold'], overdueSeconds: 1800 } },
    { id: 'repeated-contact', level: 2, when: { contacts: 3 } },
    { id: 'complaint-unsolved', level: 3, when: { kinds: ['complaint'], ageSeconds: 86_400 } },
    { id: 'severe', level: 3, when: { severity: 3 } },
    { id: 'core-customer', level: 4, when: { tiers: ['diamond'], kinds: ['complaint'], severity: 3 } },
  ],
  callBack: defaultCallBackRule(),
});
