// What there is to set, as data: the form draws itself from it, and each entry has its words and its explanation.
import { AGENT_TIERS, CHANNEL_TYPES, CUSTOMER_TIERS, KINDS, LANGUAGES } from '@tideboard/contracts';
import type { FieldKey } from './words';

export type Kind =
  | 'text'
  | 'count'
  | 'number'
  | 'share'
  | 'flag'
  | 'choice'
  | 'several'
  | 'zone'
  | 'clock'
  | 'instant'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'days';
export interface Field {
  path: string;
  word: FieldKey;
  kind: Kind;
  /** May be left empty, which is null. */
  empty?: boolean;
  options?: readonly string[];
  /** What a choice offers where it is not known before: each value with what it is called. */
  choices?: readonly Choice[];
}
export interface Choice {
  value: unknown;
  label: string;
}

/** How many of the wire's units one of the form's is. */
export const SCALE: Partial<Record<Kind, number>> = { seconds: 1, minutes: 60, hours: 3600, share: 0.01, days: 1 };

const text = (path: string, word: FieldKey): Field => ({ path, word, kind: 'text', empty: true });
const target = (path: string, word: FieldKey, kind: Kind): Field => ({ path: `targets.${path}`, word, kind });

export const BASICS: readonly Field[] = [
  { path: 'name.zh-CN', word: 'nameZh', kind: 'text' },
  { path: 'name.en', word: 'nameEn', kind: 'text' },
  { path: 'type', word: 'type', kind: 'choice', options: CHANNEL_TYPES },
  { path: 'position', word: 'position', kind: 'count' },
  text('accessMethod', 'accessMethod'),
  text('customerGroup', 'customerGroup'),
  text('owner', 'owner'),
  text('contact', 'contact'),
];

export const TARGETS: readonly Field[] = [
  target('responseSeconds', 'responseSeconds', 'seconds'),
  target('serviceLevel', 'serviceLevel', 'share'),
  target('assignSeconds', 'assignSeconds', 'minutes'),
  target('escalateSeconds', 'escalateSeconds', 'minutes'),
  target('handleSeconds.urgent', 'handleUrgent', 'hours'),
  target('handleSeconds.normal', 'handleNormal', 'hours'),
  target('handleSeconds.low', 'handleLow', 'hours'),
  target('complaintStartSeconds', 'complaintStart', 'hours'),
  target('complaintHandleSeconds', 'complaintHandle', 'hours'),
];

export const STAFFING: readonly Field[] = [
  { path: 'minStaff', word: 'minStaff', kind: 'count' },
  { path: 'concurrency', word: 'concurrency', kind: 'count' },
  { path: 'dailyCapacity', word: 'dailyCapacity', kind: 'count', empty: true },
  { path: 'weight', word: 'weight', kind: 'number' },
  { path: 'silentAfterSeconds', word: 'silentAfter', kind: 'minutes', empty: true },
  { path: 'deferrable', word: 'deferrable', kind: 'flag' },
];

export const SITE: readonly Field[] = [
  { path: 'name.zh-CN', word: 'siteZh', kind: 'text' },
  { path: 'name.en', word: 'siteEn', kind: 'text' },
  { path: 'timeZone', word: 'timeZone', kind: 'zone' },
  { path: 'businessDayStart', word: 'businessDayStart', kind: 'clock' },
  { path: 'timeoutRateBase', word: 'timeoutRateBase', kind: 'choice', options: ['completed', 'handled'] },
  { path: 'languages', word: 'languages', kind: 'several', options: LANGUAGES },
];

export const TEAM: readonly Field[] = [
  { path: 'name.zh-CN', word: 'teamZh', kind: 'text' },
  { path: 'name.en', word: 'teamEn', kind: 'text' },
  { path: 'level', word: 'teamLevel', kind: 'choice' },
  text('owner', 'teamOwner'),
  text('contact', 'teamContact'),
  { path: 'position', word: 'position', kind: 'count' },
];

export const AGENT: readonly Field[] = [
  text('name', 'agentName'),
  { path: 'team', word: 'agentTeam', kind: 'choice' },
  { path: 'home', word: 'agentHome', kind: 'choice' },
  { path: 'tier', word: 'agentTier', kind: 'choice' },
  { path: 'capacity', word: 'agentCapacity', kind: 'count', empty: true },
  { path: 'shiftEndsAt', word: 'shiftEnds', kind: 'instant', empty: true },
  { path: 'loans', word: 'loans', kind: 'flag' },
  { path: 'newcomer', word: 'newcomer', kind: 'flag' },
];

export const ASSIGNMENT: readonly Field[] = [
  { path: 'cap', word: 'cap', kind: 'count' },
  { path: 'vipTiers', word: 'vipTiers', kind: 'several', options: CUSTOMER_TIERS },
  { path: 'seniorTiers', word: 'seniorTiers', kind: 'several', options: AGENT_TIERS },
  { path: 'byLevel', word: 'byLevel', kind: 'flag' },
];

/** Which team a kind of ticket goes to; of all of them one explanation. */
export const BY_KIND: readonly Field[] = KINDS.map((kind) => ({ path: `teamByKind.${kind}`, word: kind, kind: 'choice' }));

/** The same fields, those of a choice with what it offers now. */
export const offering = (fields: readonly Field[], choices: Partial<Record<string, readonly Choice[]>>): Field[] =>
  fields.map((field) => (choices[field.path] ? { ...field, choices: choices[field.path]! } : field));

const days = (word: FieldKey): Field => ({ path: `retention.${word}`, word, kind: 'days' });
/** How long things are kept. */
export const RETENTION: readonly Field[] = [
  days('eventLogDays'),
  days('ticketDays'),
  days('auditDays'),
  days('alertDays'),
  days('reassignmentDays'),
  days('rollup5minDays'),
  days('rollupHourDays'),
  days('rollupDayDays'),
];
