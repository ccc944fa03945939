import type { Known } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { isFinite } = Number;

/** The figure, or the fallback when it is unknown, of another type or no finite number. */
export function figure(value: Known<number>, fallback: number): number {
  return typeof value === 'number' && isFinite(value) ? value : fallback;
}

export function within(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** A copy of a list; anything else counts as empty. */
export function listOf<T>(value: Known<readonly T[]>): T[] {
  return Array.isArray(value) ? (value as readonly T[]).slice() : [];
}

/**
 * The rows that have an id, in the order of their ids. Sums of fractions depend on their order in the last digit, and a plan
 * must not depend on the order in which a caller happens to list its people.
 */
export function byId<T extends { id: string }>(value: Known<readonly T[]>): T[] {
  const rows: T[] = [];
  if (Array.isArray(value)) for (const row of value as readonly T[]) if (typeof row?.id === 'string') rows.push(row);
  let sorted = true;
  for (let i = 1; i < rows.length && sorted; i++) sorted = (rows[i - 1] as T).id <= (rows[i] as T).id;
  return sorted ? rows : rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
