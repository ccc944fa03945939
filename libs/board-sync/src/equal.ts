/** Structural equality of JSON values; key order does not matter. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** The top-level fields of `next` that differ from `previous`; undefined when none does. */
export function changed<T extends object>(previous: T, next: T): Partial<T> | undefined {
  const entries = Object.entries(next).filter(([key, value]) => !equal((previous as Record<string, unknown>)[key], value));
  return entries.length > 0 ? (Object.fromEntries(entries) as Partial<T>) : undefined;
}
