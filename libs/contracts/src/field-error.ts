// What is wrong with one field of a body: a stable code for programs and other languages, and an English line for whoever reads a log.

/** Codes and their English lines; `{limit}` and the like are filled from `params`. */
export const FIELD_ERRORS = {
  required: 'is required',
  type: 'has another type than expected',
  choice: 'must be one of {allowed}',
  pattern: 'has not the expected form',
  too_short: 'must have at least {limit} characters',
  too_long: 'must have at most {limit} characters',
  too_small: 'must be {limit} or more',
  too_large: 'must be {limit} or less',
  not_above: 'must be more than {limit}',
  too_few: 'must have at least {limit} entries',
  too_many: 'must have at most {limit} entries',
  repeated: 'must not name anything twice',
  too_few_fields: 'must say at least one thing',
  unknown_field: 'is not known here',
  whole_number: 'must be a whole number',
  invalid: 'is not accepted',
  id_of_path: 'must be the id of the path',
  time_zone: 'must be an IANA time zone',
  day_start: 'must be a time 00:00–23:59',
  date: 'is not a real date',
  negative: 'must not be negative',
  order_rising: 'must keep release ≤ warn ≤ breach',
  order_falling: 'must keep release ≥ warn ≥ breach',
  empty: 'must not be empty',
  confusable: 'looks like the name of {other}',
  twin_id: 'is the id of another rule',
  past_instant: 'an instant to come, with a zone',
  unknown_channel: 'no channel "{id}"',
  unknown_team: 'no team "{id}"',
  team_named: 'names this team',
  team_member: 'is in this team',
  web_url: 'must be an http or https URL without user and password',
  secret_form: 'must be base64 of 24 to 64 bytes, with or without whsec_',
  secret_unwanted: 'a WeCom robot has no secret: its address is the key',
  same_channel: 'must be another channel than from',
  agents_or_count: 'either agents or count is required',
  mixed_actions: 'all actions of a request have one kind, one from and one to',
  once: 'must be given once',
  business_day: 'must be a business day, YYYY-MM-DD, between 1990 and 2100',
  period: 'must be a period: YYYY-MM-DD..YYYY-MM-DD, YYYY-Www or YYYY-MM',
  week_or_month: 'must be a week (2026-W47), a month (2026-11), week or month',
  start_after_end: 'must not be after its end',
  too_many_days: 'spans at most {limit} days',
  key_forbidden: 'has a key that is not allowed',
  string_ill_formed: 'is not well-formed Unicode',
  number_range: 'is a number out of range',
  depth: 'is nested too deeply',
} as const;
export type FieldCode = keyof typeof FIELD_ERRORS;
export type FieldParams = Record<string, string | number>;

export interface FieldError {
  /** JSON pointer. */
  path: string;
  message: string;
  code: FieldCode;
  params?: FieldParams;
}

export function fieldError(path: string, code: FieldCode, params: FieldParams = {}): FieldError {
  const message = FIELD_ERRORS[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  return { path, message, code, ...(Object.keys(params).length > 0 ? { params } : {}) };
}

const BY_KEYWORD: Record<string, FieldCode> = {
  required: 'required',
  type: 'type',
  anyOf: 'invalid',
  const: 'choice',
  enum: 'choice',
  pattern: 'pattern',
  format: 'pattern',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  exclusiveMinimum: 'not_above',
  minItems: 'too_few',
  maxItems: 'too_many',
  uniqueItems: 'repeated',
  minProperties: 'too_few_fields',
  additionalProperties: 'unknown_field',
  multipleOf: 'whole_number',
};
/** What JSON schema's keywords are called here. */
export const codeOfKeyword = (keyword: string): FieldCode => BY_KEYWORD[keyword] ?? 'invalid';
