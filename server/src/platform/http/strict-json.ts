// JSON from outside, read so that nothing slips through that the language would quietly bend: torn UTF-8, half a surrogate pair,
// keys that reach the prototype, numbers too big to be one. A key that stands twice takes its last value.
import { ProblemError } from './problem.js';

export const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true });

export interface Flaw {
  code: 'key_forbidden' | 'string_ill_formed' | 'number_range' | 'depth';
  message: string;
  /** JSON pointer. */
  path: string;
}

/** The text of a body; a byte order mark is dropped, and bytes that are no UTF-8 are refused instead of replaced. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ProblemError(400, 'utf8', 'The body is not valid UTF-8.');
  }
}

/** The value of a JSON text; the parser's own message quotes the input and stays inside. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'json_syntax', text.trim() === '' ? 'The body is empty.' : 'The body is not valid JSON.');
  }
}

const wellFormed = (text: string) => (text as string & { isWellFormed(): boolean }).isWellFormed();
const escaped = (key: string | number) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The first thing in a parsed value that must not go further, or null. Messages name the place and never repeat the value. */
export function flawIn(value: unknown): Flaw | null {
  const found = search(value, 0);
  return found && flaw(found.code, found.what, found.keys.map((key) => `/${escaped(key)}`).join(''));
}

interface Found {
  code: Flaw['code'];
  what: string;
  /** Where, from the outside in. Put together only once something is found: nearly always nothing is. */
  keys: (string | number)[];
}

function search(value: unknown, depth: number): Found | null {
  if (typeof value === 'string') return wellFormed(value) ? null : found('string_ill_formed', 'is not well-formed Unicode');
  if (typeof value === 'number') return Number.isFinite(value) ? null : found('number_range', 'is a number out of range');
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return found('depth', `is nested deeper than ${MAX_DEPTH} levels`);
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) return found('key_forbidden', `has the forbidden key "${key}"`);
    if (!wellFormed(key)) return found('string_ill_formed', 'has a key that is not well-formed Unicode');
    const inner = search((value as Record<string, unknown>)[key], depth + 1);
    if (inner) return { ...inner, keys: inner.code === 'depth' ? [] : [key, ...inner.keys] };
  }
  return null;
}

const found = (code: Flaw['code'], what: string): Found => ({ code, what, keys: [] });

const flaw = (code: Flaw['code'], what: string, path: string): Flaw => ({
  code,
  message: `${path || 'the value'} ${what}`,
  path,
});
