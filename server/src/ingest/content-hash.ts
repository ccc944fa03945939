import { createHash } from 'node:crypto';

/** Names the content of an event, whatever the order of its keys: a repeat has the same, another event under the same id has not. */
export const contentHash = (event: unknown): string =>
  createHash('sha256').update(canonical(event)).digest('base64url').slice(0, 22);

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join(',')}}`;
}
