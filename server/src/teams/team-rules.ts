// What a schema cannot say about a team. Pure.
import { type AssignmentRules, type FieldError, fieldError, LocalisedText, Slug, Team } from '@tideboard/contracts';
import { Type } from 'typebox';
import { emptyNames } from '../directory/distinct-names.js';
import { mergePatch } from '../directory/merge-patch.js';
import { checker } from '../platform/http/json-body.js';
import { ProblemError } from '../platform/http/problem.js';

/** What PUT needs; the rest is filled. */
const essentials = checker(Type.Object({ id: Type.Optional(Slug), name: LocalisedText }));
const whole = checker(Team);
const DEFAULTS = { level: 1, owner: null, contact: null, position: 0 };

const refuse = (errors: FieldError[]) => {
  if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
};

/** A whole, valid team from the body of a PUT; throws 422. A null where none may be means the same as nothing. */
export function readTeam(id: string, body: unknown): Team {
  const { name, id: named = id } = essentials(body);
  refuse(named === id ? [] : [fieldError('/id', 'id_of_path')]);
  const said = Object.entries(body as object).filter(([, value]) => value !== null);
  const team = whole({ ...DEFAULTS, ...Object.fromEntries(said), id, name });
  refuse(emptyNames(team.name));
  return team;
}

/** The team after a merge patch. What the patch removes goes back to its default; throws 422. */
export function patchTeam(team: Team, patch: unknown): Team {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new ProblemError(422, 'invalid', 'A merge patch is an object.');
  return readTeam(team.id, mergePatch(team, patch));
}

const NAMED_AT_MOST = 20;

/** Throws 409 while anybody, or a rule, still names the team; the answer says who. */
export function assertUnnamed(id: string, agents: readonly string[], { teamByKind }: AssignmentRules): void {
  const rules = Object.entries(teamByKind)
    .filter(([, team]) => team === id)
    .map(([kind]) => fieldError(`/assignment-rules/teamByKind/${kind}`, 'team_named'));
  const people = agents.slice(0, NAMED_AT_MOST).map((agent) => fieldError(`/agents/${agent}`, 'team_member'));
  if (rules.length + people.length === 0) return;
  const detail = `${agents.length} agents and ${rules.length} rules of assignment name this team.`;
  throw new ProblemError(409, 'team_in_use', detail, { errors: [...rules, ...people] });
}
