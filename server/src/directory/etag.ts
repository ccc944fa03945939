import { createHash } from 'node:crypto';
import { ProblemError } from '../platform/http/problem.js';

/** Names the content of an answer. */
export const etagOf = (value: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)}"`;

/** Throws 412 when `If-Match` is there and names another content than the present one; `current` undefined is "there is none". */
export function assertMatches(ifMatch: string | undefined, current: unknown): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  const matches = current !== undefined && (tags.includes('*') || tags.includes(etagOf(current)));
  if (!matches) throw new ProblemError(412, 'precondition_failed', 'It was changed since you read it; read it again.');
}
