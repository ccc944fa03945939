// The question of a list of tickets, read from the query string. Pure.
import { KINDS, OPEN_STATES, PRIORITIES, TICKET_STATES } from '@tideboard/contracts';
import type { TicketNow } from '@tideboard/domain';
import { readInstant } from '../ingest/instant.js';
import { ProblemError } from '../platform/http/problem.js';
import type { Place } from '../tickets/ticket-index.js';

export type RawQuery = Partial<Record<string, string | string[]>>;

/** Lists are null where anything will do. */
export interface TicketQuery {
  channels: string[] | null;
  states: string[] | null;
  kinds: string[] | null;
  priorities: string[] | null;
  /** `none`: nobody has it. */
  agent: string | null;
  team: string | null;
  customer: string | null;
  /** Past a deadline, or at most so many seconds before one. */
  due: 'overdue' | number | null;
  /** With a promise that is not kept yet, also after the ticket's end. */
  promise: 'open' | null;
  q: string;
  since: number | null;
  until: number | null;
  sort: 'deadline' | 'created';
  after: Place | null;
  limit: number;
  /** Say who could take what nobody has. */
  recommend: boolean;
}

/** Every parameter, and what OpenAPI tells of it. */
export const TICKET_QUERIES = {
  channel: 'one or several, with commas',
  state: `${TICKET_STATES.join(', ')} or open; several with commas`,
  kind: `${KINDS.join(', ')}; several with commas`,
  priority: `${PRIORITIES.join(', ')}; several with commas`,
  agent: 'an id, or none: nobody has it',
  team: 'an id',
  customer: 'a reference',
  due: 'overdue, or at most so many seconds before a deadline',
  promise: ['open'],
  q: 'part of an id: of the ticket, the customer, the agent, the team',
  since: 'created at or after, RFC 3339',
  until: 'created before, RFC 3339',
  sort: ['deadline', 'created'],
  cursor: '`next` of the page before',
  limit: '1 to 200',
  recommend: 'true: who could take what nobody has',
};

/** @throws ProblemError 422 naming the parameter */
export function readQuery(raw: RawQuery): TicketQuery {
  for (const name of Object.keys(raw)) if (!Object.hasOwn(TICKET_QUERIES, name)) refuse(name, 'is not known here');
  const one = (name: string): string | null => {
    const value = raw[name];
    if (Array.isArray(value)) return refuse(name, 'once only');
    if (value !== undefined && value.length > 1024) return refuse(name, 'is too long');
    return value === undefined || value === '' ? null : value;
  };
  const many = (name: string, allowed?: readonly string[]): string[] | null => {
    const values = one(name)?.split(',') ?? null;
    if (allowed && values?.some((value) => !allowed.includes(value))) return refuse(name, `any of ${allowed.join(', ')}`);
    return values;
  };
  const states =
    many('state', [...TICKET_STATES, 'open'])?.flatMap((state) => (state === 'open' ? [...OPEN_STATES] : [state])) ?? null;
  const due = dueOf(one('due'));
  return {
    channels: many('channel'),
    states,
    kinds: many('kind', KINDS),
    priorities: many('priority', PRIORITIES),
    agent: one('agent'),
    team: one('team'),
    customer: one('customer'),
    due,
    promise: promiseFrom(one('promise')),
    q: one('q')?.trim() ?? '',
    since: instant('since', one('since')),
    until: instant('until', one('until')),
    sort: sortOf(one('sort'), due !== null || (states?.every((state) => OPEN_STATES.some((open) => open === state)) ?? false)),
    after: placeOf(one('cursor')),
    limit: limitOf(one('limit')),
    recommend: flag('recommend', one('recommend')),
  };
}

const refuse = (name: string, message: string): never => {
  throw new ProblemError(422, 'query', `${name}: ${message}`);
};

function instant(name: string, text: string | null): number | null {
  return text === null ? null : (readInstant(text) ?? refuse(name, 'an RFC 3339 instant with a zone'));
}

/** @throws ProblemError 422 for anything but `true` and `false` */
export function flag(name: string, text: string | null | undefined): boolean {
  return text === 'true' || (text == null || text === 'false' ? false : refuse(name, 'true or false'));
}

function dueOf(text: string | null): TicketQuery['due'] {
  if (text === null || text === 'overdue') return text;
  return /^\d{1,7}$/.test(text) ? Number(text) : refuse('due', '`overdue`, or seconds');
}

function promiseFrom(text: string | null): TicketQuery['promise'] {
  return text === null || text === 'open' ? text : refuse('promise', 'open');
}

function sortOf(text: string | null, open: boolean): TicketQuery['sort'] {
  if (text === null) return open ? 'deadline' : 'created';
  return text === 'deadline' || text === 'created' ? text : refuse('sort', 'deadline or created');
}

function limitOf(text: string | null): number {
  if (text === null) return 50;
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= 1 && limit <= 200 ? limit : refuse('limit', '1 to 200');
}

/** Says where the next page begins, and nothing about what may be read there. */
export const cursorOf = ({ score, id }: Place): string => Buffer.from(JSON.stringify([String(score), id])).toString('base64url');

function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  try {
    const [score, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof score === 'string' && !Number.isNaN(Number(score)) && typeof id === 'string') return { score: Number(score), id };
  } catch {
    // Said below.
  }
  return refuse('cursor', 'is none of ours');
}

/** Whether a ticket answers the question. */
export function matches(query: TicketQuery, id: string, ticket: TicketNow, now: number): boolean {
  const among = (wanted: string[] | null, value: string | null): boolean =>
    wanted === null || (value !== null && wanted.includes(value));
  return (
    among(query.channels, ticket.channel) &&
    among(query.states, ticket.state) &&
    among(query.kinds, ticket.kind) &&
    among(query.priorities, ticket.priority) &&
    (query.agent === null || (query.agent === 'none' ? ticket.agent === null : ticket.agent === query.agent)) &&
    (query.team === null || ticket.team === query.team) &&
    (query.customer === null || ticket.customer === query.customer) &&
    (query.since === null || ticket.createdAt >= query.since) &&
    (query.until === null || ticket.createdAt < query.until) &&
    (query.due === null || isDue(query.due, ticket, now)) &&
    (query.promise === null || ticket.promises.some(({ keptAt }) => keptAt === null)) &&
    [id, ticket.customer, ticket.agent, ticket.team].some((text) => text?.toLowerCase().includes(query.q.toLowerCase()))
  );
}

/** The deadlines that customers wait for; the others are promises among ourselves. */
export const CUSTOMER_CLOCKS: readonly string[] = ['response', 'handling', 'complaint'];

export function isDue(due: 'overdue' | number, { open, clocks }: TicketNow, now: number): boolean {
  return (
    open &&
    clocks.some(
      ({ clock, dueAt, settledAt, missed }) =>
        CUSTOMER_CLOCKS.includes(clock) &&
        settledAt === null &&
        dueAt !== null &&
        (due === 'overdue' ? missed : !missed && dueAt <= now + due * 1000),
    )
  );
}
