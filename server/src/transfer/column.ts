// What a column of a sheet is: a place in a record, its names, and how its cells are spelt. Pure.
import type { CellFaultCode, LocalisedText, TransferSheet } from '@tideboard/contracts';
import { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Fault, type Spelling } from './spelling.js';

export interface Column {
  /** Its header in the language of programs, and its place in the record: `targets.handleSeconds.urgent`. */
  key: string;
  title: LocalisedText;
  /** For whoever fills it in. */
  help: LocalisedText;
  spelling: Spelling;
  /** What an empty cell means: nothing is said, or there is none, which is `none` or null. */
  empty: 'as_is' | 'none';
  none?: unknown;
  check: Validator;
}

export interface Sheet {
  sheet: TransferSheet;
  title: LocalisedText;
  columns: readonly Column[];
}

const at = (record: unknown, key: string): unknown =>
  typeof record === 'object' && record !== null ? (record as Record<string, unknown>)[key] : undefined;

/** The value at a dotted path. */
export const valueAt = (record: unknown, path: string): unknown => path.split('.').reduce<unknown>(at, record);

/** A copy of the record with another value at the path. */
export function withValue<T>(record: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : withValue(at(record, key) ?? {}, rest.join('.'), value);
  return { ...record, [key]: inner };
}

interface Node {
  properties?: Record<string, Type.TSchema>;
  anyOf?: Type.TSchema[];
}
/** What is left of "this or null" without the null: an empty cell says null, so a cell with something in it must be the other. */
const given = (schema: Type.TSchema | undefined): Type.TSchema =>
  (schema as Node | undefined)?.anyOf?.find((branch) => !('type' in branch && branch.type === 'null')) ??
  schema ??
  Type.Unknown();

/** The part of a record's schema that its field at the path must match. */
export function fieldSchema(schema: Type.TSchema, path: string): Type.TSchema {
  const [key = '', ...rest] = path.split('.');
  const field = given((given(schema) as Node).properties?.[key]);
  return rest.length === 0 ? field : fieldSchema(field, rest.join('.'));
}

export const checkOf = (schema: Type.TSchema, path: string): Validator => Compile(fieldSchema(schema, path));

const BY_KEYWORD: Record<string, CellFaultCode> = {
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  maxLength: 'too_long',
  maxItems: 'too_long',
};

/** Throws the fault of a value that its field does not take. */
export function checkField({ key, check }: Column, value: unknown): void {
  // `always` is spelt, and means null.
  const [error] = value === null ? [] : check.Errors(value);
  if (!error) return;
  const { keyword, params, message } = error as { keyword: string; params: { limit?: number; type?: string }; message: string };
  const whole = keyword === 'type' && params.type === 'integer';
  const pattern = keyword === 'pattern' && key === 'id';
  const code = whole ? 'not_whole' : pattern ? 'bad_id' : (BY_KEYWORD[keyword] ?? 'invalid');
  throw new Fault(code, message, params.limit === undefined ? {} : { limit: params.limit });
}

/** The cell of a record as one text, by which two records are the same; empty is null. */
export function cellText({ key, spelling }: Column, record: unknown): string | null {
  if (record === null) return null;
  const value = spelling.write(valueAt(record, key), null);
  return value === null || value === '' ? null : String(value);
}
