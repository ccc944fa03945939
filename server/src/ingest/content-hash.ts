import { hash } from 'node:crypto';
import type { CloudEvent } from '@tideboard/contracts';

/**
 * Names the content of an event: a repeat has the same, another event under the same id has not. Neither the order of the keys counts
 * nor `datacontenttype`, which an upstream has to send in binary mode and leaves out in the others.
 */
export function contentHash(event: CloudEvent & { datacontenttype?: unknown }): string {
  const { datacontenttype: _, ...content } = event;
  return hash('sha256', canonical(content), 'base64url').slice(0, 22);
}

/** JSON with sorted keys. Written as loops: this runs over every value of every event. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `,${canonical(item)}`;
    return `[${text.slice(1)}]`;
  }
  for (const key of Object.keys(value).sort())
    text += `,${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`;
  return `{${text.slice(1)}}`;
}
