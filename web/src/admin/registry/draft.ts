// A record under edit: what was read, what was typed, and what of it has to be sent. Pure, no knowledge of any field.
type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The value at a path like `targets.handleSeconds.urgent`; undefined where there is none. */
export const valueAt = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), record);

/** A copy of the record with another value at the path. */
export function withValue<T>(record: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.');
  const present: Json = isObject(record) ? record : {};
  return { ...present, [key]: rest.length === 0 ? value : withValue(present[key] ?? {}, rest.join('.'), value) } as T;
}

/** The JSON merge patch (RFC 7396) that turns `before` into `after`: null where something is gone. */
export function patchOf(before: unknown, after: unknown): Json {
  const [from, to] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  const changed = [...keys].filter((key) => !same(from[key], to[key]));
  return Object.fromEntries(
    changed.map((key) => [key, isObject(from[key]) && isObject(to[key]) ? patchOf(from[key], to[key]) : (to[key] ?? null)]),
  );
}

/** The paths at which two records differ, as `valueAt` takes them; a list is one value. */
export function changedPaths(before: unknown, after: unknown, under = ''): string[] {
  const [from, to] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    if (same(from[key], to[key])) return [];
    const path = under === '' ? key : `${under}.${key}`;
    return isObject(from[key]) && isObject(to[key]) ? changedPaths(from[key], to[key], path) : [path];
  });
}

/**
 * A patch of a channel with each changed threshold whole: left to itself the server moves the steps that a patch does not mention, while
 * a form has shown all of them.
 */
export function withWholeThresholds(patch: object, { thresholds }: { thresholds: object }): object {
  const changed = valueAt(patch, 'thresholds');
  if (!isObject(changed)) return patch;
  const whole = Object.entries(changed).map(([metric, part]) => {
    const present = valueAt(thresholds, metric);
    return [metric, isObject(part) && isObject(present) ? { ...part, ...present } : part];
  });
  return { ...patch, thresholds: Object.fromEntries(whole) };
}
