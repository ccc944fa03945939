import type { AuditEntryView, AuditPage } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import type { Entry } from './entry.js';

export interface AuditQuery {
  actor: string | null;
  action: string | null;
  object: string | null;
  /** Epoch ms. */
  from: number | null;
  to: number | null;
  /** Only entries below this place. */
  before: number | null;
}

/** What OpenAPI tells of them. */
export const AUDIT_QUERIES = {
  actor: 'an id, or a kind: user, key, display',
  action: '`users` for every act on people, `users.create` for that one',
  object: '`users/1`',
  from: 'RFC 3339',
  to: 'RFC 3339, exclusive',
  cursor: 'of the page before',
};

const LONGEST = 200;

/** @throws ProblemError 422 for a bound that is no instant, or a cursor that is none of ours */
export function readQuery(query: Record<string, unknown>): AuditQuery {
  const text = (name: string): string | null => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : null;
  };
  const instant = (name: string): number | null => {
    const value = text(name);
    const at = value === null ? null : Date.parse(value);
    if (at !== null && Number.isNaN(at)) throw new ProblemError(422, 'invalid', `${name}: expected an RFC 3339 instant`);
    return at;
  };
  const cursor = text('cursor');
  if (cursor !== null && !/^\d{1,15}$/.test(cursor)) throw new ProblemError(422, 'invalid', 'cursor: not one of ours');
  return {
    actor: text('actor'),
    action: text('action'),
    object: text('object'),
    from: instant('from'),
    to: instant('to'),
    before: cursor === null ? null : Number(cursor),
  };
}

/** `users` finds every `users.…`; `users/1` finds that one and not `users/12`. */
const under = (value: string, wanted: string, separator: string): boolean =>
  value === wanted || value.startsWith(`${wanted}${separator}`);

export function matches(entry: Entry, { actor, action, object, from, to }: AuditQuery): boolean {
  return (
    (actor === null || entry.actor?.id === actor || entry.actor?.kind === actor) &&
    (action === null || under(entry.action, action, '.')) &&
    (object === null || under(entry.object ?? '', object, '/')) &&
    (from === null || entry.at >= from) &&
    (to === null || entry.at < to)
  );
}

/** Clocks of nodes differ a little, so an entry may lie before one that is older. */
const CLOCKS_MS = 60_000;
const ROWS = 100;
/** Entries that one request looks at: behind a rare filter the reader asks for the next page rather than waiting for all of it. */
const MAX_LOOKED = 10_000;

/** The newest entries that match, and where to go on; `older` gives entries below a place, newest first. */
export async function search(
  query: AuditQuery,
  older: (before: number | null) => Promise<Entry[]>,
): Promise<{ found: Entry[]; cursor: AuditPage['cursor'] }> {
  const found: Entry[] = [];
  let before = query.before;
  for (let looked = 0; looked < MAX_LOOKED; ) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const page = await older(before);
    if (page.length === 0) return { found, cursor: null };
    looked += page.length;
    for (const entry of page) {
      if (query.from !== null && entry.at < query.from - CLOCKS_MS) return { found, cursor: null };
      if (matches(entry, query)) found.push(entry);
      before = entry.seq;
      if (found.length === ROWS) return { found, cursor: String(before) };
    }
  }
  return { found, cursor: String(before) };
}

export function viewOf(entry: Entry, names: ReadonlyMap<string, string>): AuditEntryView {
  const { seq, at, actor, role, address, action, object, outcome, status, code, fields, reason } = entry;
  const name = actor?.id ? (names.get(actor.id) ?? null) : null;
  const who = actor && { ...actor, name };
  return {
    seq,
    at: new Date(at).toISOString(),
    actor: who,
    role,
    address,
    action,
    object,
    outcome,
    status,
    code,
    fields,
    reason,
  };
}
