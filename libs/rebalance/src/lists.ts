import type { Known } from './types.js';

/** A copy of a list; anything else counts as empty. */
export function listOf<T>(value: Known<readonly T[]>): T[] {
  return Array.isArray(value) ? [...(value as readonly T[])] : [];
}
