// Teams of a floor: who answers for them and where they stand on the ladder. Who is in one is said by the agents (`team`), nowhere else.
import { Type } from 'typebox';
import { LocalisedText, Slug } from './primitives.js';

const Line = Type.Union([Type.String({ maxLength: 200 }), Type.Null()]);

export const Team = Type.Object({
  /** What an agent's and a ticket's `team` say. */
  id: Slug,
  name: LocalisedText,
  /** The step of the ladder that the team is, as in a ticket's `level`: frontline, expert team, department head, executive. */
  level: Type.Integer({ minimum: 1, maximum: 4 }),
  owner: Line,
  contact: Line,
  position: Type.Integer({ minimum: 0, maximum: 10_000 }),
});
export type Team = Type.Static<typeof Team>;

/** `agents`: how many are in it, of those whom the reader may see. */
export type TeamView = Team & { agents: number };
