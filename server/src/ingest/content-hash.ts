import { createHash } from 'node:crypto';
import type { CloudEvent } from '@tideboard/contracts';

/**
 * Names the content of an event: a repeat has the same, another event under the same id has not. Neither the order of the keys counts
 * nor `datacontenttype`, which an upstream has to send in binary mode and leaves out in the others.
 */
export function contentHash(event: CloudEvent & { datacontenttype?: unknown }): string {
  const { datacontenttype: _, ...content } = event;
  return createHash('sha256').update(canonical(content)).digest('base64url').slice(0, 22);
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join(',')}}`;
}
