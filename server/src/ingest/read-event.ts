import { type CloudEvent, EVENT_DATA, type EventData, type RejectedItem } from '@tideboard/contracts';
import { type AgentFields, type FactData, type TicketEventType, topicText } from '@tideboard/domain';
import { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { flawIn } from '../platform/http/strict-json.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';
import { UNREADABLE } from './body.js';
import { contentHash } from './content-hash.js';
import { readInstant } from './instant.js';

type Refusal = Pick<RejectedItem, 'code' | 'message'>;
/** Turns an event into what the log keeps of it. */
export type Seal = (event: CloudEvent) => string;

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const envelope = Compile(
  Type.Object({
    specversion: Type.Literal('1.0'),
    id: Text(256),
    source: Type.String({ minLength: 1, maxLength: 512, pattern: '^[^\\s\\u0000-\\u001f\\u007f<>"{}|\\\\^`]+$' }),
    type: Text(256),
    time: Type.Optional(Type.String()),
    subject: Type.Optional(Text(256)),
  }),
);
const dataOf = new Map<string, Validator>(Object.entries(EVENT_DATA).map(([type, schema]) => [type, Compile(schema)]));

/** Judges one item of a request: the event it is, or why it is none. */
export function readEvent(item: unknown, seal: Seal): AcceptedEvent | Refusal {
  if (item === UNREADABLE) return { code: 'json_syntax', message: 'the line is not valid JSON' };
  const flaw = flawIn(item);
  if (flaw) return { code: flaw.code, message: flaw.message };
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return { code: 'not_an_event', message: 'an event is a JSON object' };
  if (!envelope.Check(item)) return envelopeRefusal(item as Record<string, unknown>);
  const event = withPlainData(item as CloudEvent);
  const at = event.time === undefined ? undefined : readInstant(event.time);
  if (at === null) return { code: 'timestamp', message: 'time: not an RFC 3339 instant with a zone between 1990 and 2100' };
  const { id, source, type, subject } = event;
  const validator = dataOf.get(type);
  if (!validator) return { id, source, contentHash: contentHash(event), logEntry: seal(event), to: 'log' };
  if (at === undefined) return { code: 'field_missing', message: 'time: is required' };
  if (subject === undefined) return { code: 'field_missing', message: 'subject: is required' };
  const data = event.data ?? {};
  if (!validator.Check(data)) return dataRefusal(validator, data);
  if (type === 'agent.changed') {
    const fields = agentFields(data as EventData<'agent.changed'>);
    if ('code' in fields) return fields;
    return { id, source, contentHash: contentHash(event), logEntry: seal(event), to: 'agent', subject, type, at, fields };
  }
  const facts = factData(type as TicketEventType, data as Record<string, unknown>);
  if ('code' in facts) return facts;
  // Spelled out: spreading a common part into each event costs more than all the checks above.
  const known = type as TicketEventType;
  return {
    id,
    source,
    contentHash: contentHash(event),
    logEntry: seal(event),
    to: 'ticket',
    subject,
    type: known,
    at,
    data: facts,
  };
}

/** JSON that came as base64 is JSON all the same. */
function withPlainData(event: CloudEvent & { data_base64?: unknown }): CloudEvent {
  if (typeof event.data_base64 !== 'string' || event.data !== undefined || !dataOf.has(event.type)) return event;
  try {
    const { data_base64: text, ...rest } = event;
    const data: unknown = JSON.parse(Buffer.from(text as string, 'base64').toString('utf8'));
    return flawIn(data) ? event : { ...rest, data };
  } catch {
    return event;
  }
}

function envelopeRefusal(item: Record<string, unknown>): Refusal {
  if (item['id'] !== undefined && typeof item['id'] !== 'string')
    return { code: 'id_must_be_string', message: 'id: must be a string' };
  return dataRefusal(envelope, item);
}

function dataRefusal(validator: Validator, value: unknown): Refusal {
  if (typeof value !== 'object' || value === null) return { code: 'field_invalid', message: 'data: must be an object' };
  const first = validator.Errors(value).at(0);
  if (first?.keyword === 'required') {
    const [name = ''] = (first.params as { requiredProperties: string[] }).requiredProperties;
    return { code: 'field_missing', message: `${join(first.instancePath, name)}: is required` };
  }
  return {
    code: 'field_invalid',
    message: `${join(first?.instancePath ?? '', '') || 'data'}: ${first?.message ?? 'is not valid'}`,
  };
}

const join = (pointer: string, name: string): string => [...pointer.split('/').filter(Boolean), name].filter(Boolean).join('.');

function factData(type: TicketEventType, data: Record<string, unknown>): FactData | Refusal {
  if (type === 'ticket.transferred' && data['channel'] == null && data['agent'] == null) {
    return { code: 'field_missing', message: 'channel or agent: one of them is required' };
  }
  const dueAt = dueIn(data);
  if (dueAt === null) return { code: 'timestamp', message: 'dueAt: not an RFC 3339 instant with a zone between 1990 and 2100' };
  const { channel, agent, team, kind, priority, level, score, promise, skills, severity } = data as FactData;
  const created = type === 'ticket.created' ? (data as EventData<'ticket.created'>) : null;
  const { ref: customer, tier } = created?.customer ?? {};
  // In the order in which they were added over time: the audit compares facts as text.
  const told = { channel, agent, team, kind, priority, tier, dueAt, level, score, promise, customer, skills, severity };
  return known({ ...told, topic: created?.topic, summary: topicText(created?.summary) });
}

function agentFields({ shiftEndsAt, clear, ...said }: EventData<'agent.changed'>): AgentFields | Refusal {
  const ends = dueIn({ dueAt: shiftEndsAt });
  if (ends === null)
    return { code: 'timestamp', message: 'shiftEndsAt: not an RFC 3339 instant with a zone between 1990 and 2100' };
  const { state, channel, skills, capacity, conversations, name, tier, home, team, speeds, newcomer, loans } = said;
  const fields = { state, channel, skills, capacity, conversations, name, tier, home, shiftEndsAt: ends };
  const told = known({ ...fields, team, speeds, newcomer, loans }) as AgentFields;
  return clear ? { ...Object.fromEntries(clear.map((field) => [field, null])), ...told } : told;
}

const dueIn = ({ dueAt }: Record<string, unknown>): number | null | undefined =>
  typeof dueAt === 'string' ? readInstant(dueAt) : undefined;

/** Only what was said: null and absent both mean unknown. */
function known<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const said: Partial<T> = {};
  for (const key of Object.keys(fields) as (keyof T)[]) if (fields[key] != null) said[key] = fields[key];
  return said as { [K in keyof T]?: NonNullable<T[K]> };
}

export const isRefusal = (outcome: AcceptedEvent | Refusal): outcome is Refusal => 'code' in outcome;
