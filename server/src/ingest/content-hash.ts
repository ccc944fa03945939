import { hash } from 'node:crypto';
import type { CloudEvent } from '@tideboard/contracts';

/**
 * Names the content of an event: a repeat has the same, another event under the same id has not. Neither the order of the keys counts
 * nor `datacontenttype`, which an upstream has to send in binary mode and leaves out in the others.
 */
export const contentHash = (event: CloudEvent): string =>
  hash('sha256', canonical(event, 'datacontenttype'), 'base64url').slice(0, 22);

/** JSON with sorted keys. Loops and one string: this runs over every value of every event. */
function canonical(value: unknown, without?: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${canonical(item)},`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort())
    if (key !== without) text += `${quoted(key)}:${canonical((value as Record<string, unknown>)[key])},`;
  return `{${text}}`;
}

// oxlint-disable-next-line no-control-regex -- they are what has to be escaped
const TO_ESCAPE = /["\\\u0000-\u001f]/;
const quoted = (text: string): string => (TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);
