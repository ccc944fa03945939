// A merge patch of an agent as the edit that it comes to. Pure.
import { AgentBody, type AgentView } from '@tideboard/contracts';
import { mergePatch } from '../directory/merge-patch.js';
import { checker } from '../platform/http/json-body.js';
import { ProblemError } from '../platform/http/problem.js';
import { officePart } from './agent-view.js';

const check = checker(AgentBody);

/** The fields that the patch changes, with what they become; throws 404 for nobody, 422 for a patch or an agent that is none. */
export function patchedFields(before: AgentView | undefined, patch: unknown): AgentBody {
  if (!before) throw new ProblemError(404, 'not_found', 'No such agent.');
  const held = officePart(before);
  const next = check({ ...emptied(patch), ...(mergePatch(held, patch) as object) });
  const changed = Object.entries(next).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(held[name as keyof AgentBody]),
  );
  return Object.fromEntries(changed);
}

/** What a merge patch takes away, as the value that takes its place. */
function emptied(patch: unknown): Record<string, unknown> {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new ProblemError(422, 'invalid', 'A merge patch is an object.');
  const without: Record<string, unknown> = { skills: [], speeds: {}, newcomer: false, loans: true };
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]) => (value === null ? [[name, without[name] ?? null]] : [])),
  );
}
