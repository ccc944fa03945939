// What a schema cannot say about the rules of assignment. Pure.
import { AssignmentRules, defaultAssignmentRules, fieldError } from '@tideboard/contracts';
import { mergePatch } from '../directory/merge-patch.js';
import { checker } from '../platform/http/json-body.js';
import { ProblemError } from '../platform/http/problem.js';

interface Known {
  teams: readonly { id: string }[];
  channels: readonly { id: string }[];
}

/** The rules without what says nothing; throws 422 by path for a team or a channel that is not in the registry. */
export function readRules({ teamByKind, ...rules }: AssignmentRules, { teams, channels }: Known): AssignmentRules {
  const known = (among: readonly { id: string }[], id: string) => among.some((each) => each.id === id);
  const named = Object.entries(teamByKind).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const errors = [
    ...named
      .filter(([, team]) => !known(teams, team))
      .map(([kind, team]) => fieldError(`/teamByKind/${kind}`, 'unknown_team', { id: team })),
    ...rules.skills.flatMap(({ when }, i) =>
      (when.channels ?? []).flatMap((channel, j) =>
        known(channels, channel) ? [] : [fieldError(`/skills/${i}/when/channels/${j}`, 'unknown_channel', { id: channel })],
      ),
    ),
  ];
  if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The rules name what is not in the registry.', { errors });
  return { ...rules, teamByKind: Object.fromEntries(named) };
}

const check = checker(AssignmentRules);

/** The rules after a merge patch, not yet held against the registry. What the patch removes goes back to its default; throws 422. */
export function patchRules(rules: AssignmentRules, patch: unknown): AssignmentRules {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new ProblemError(422, 'invalid', 'A merge patch is an object.');
  return check({ ...defaultAssignmentRules(), ...(mergePatch(rules, patch) as object) });
}
