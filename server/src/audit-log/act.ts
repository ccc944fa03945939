// What a request was, in the words of the audit log. Pure, and from the route's own pattern: what a client spells is never a name here.
import { type Action, POLICY } from '../access/policy.js';

/** Doors whose use changes nothing, or is one's own; every other action of the table is privileged, also one that is new tomorrow. */
const PLAIN: ReadonlySet<Action> = new Set<Action>(['self.use', 'events.write', 'reassignments.preview', 'policy.simulate']);

export const isPrivileged = (action: Action): boolean => !PLAIN.has(action) && !action.endsWith('.read');

export interface Asked {
  method: string;
  /** The pattern of the route, as in `/api/v1/users/:id`. */
  route: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
}

const VERBS: Record<string, string> = { GET: 'read', POST: 'create', PUT: 'write', PATCH: 'change', DELETE: 'remove' };
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const FILES = new Set(['csv', 'xlsx']);

const parts = (route: string): string[] => route.replace(/^\/api\/v1\//, '').split('/');

/** A request that takes data away as a file. */
export const isExport = ({ method, route, query }: Asked): boolean =>
  SAFE.has(method) && (parts(route).includes('export') || FILES.has(String(query['format'])));

/** True for a request that belongs into the log when the table lets it through under `action`. */
export const isRecorded = (action: Action | undefined, asked: Asked): boolean =>
  isExport(asked) || (action !== undefined && action in POLICY && isPrivileged(action) && !SAFE.has(asked.method));

/** `users.change`, `reassignments.approve`, `auth.login`: the resource, and what was done to it. */
export function actionOf(asked: Asked): string {
  const [resource = '', ...rest] = parts(asked.route);
  const tail = rest.filter((part) => !part.startsWith(':'));
  if (isExport(asked)) return `${resource}.export`;
  return [resource, ...(tail.length > 0 ? tail : [VERBS[asked.method] ?? asked.method.toLowerCase()])].join('.');
}

const ID = /^[\w.:-]{1,128}$/;

/** `users/4f…`; an id that looks like none of ours is left out, because a path may carry anything. */
export function objectOf({ route, params }: Asked, made: unknown): string {
  const [resource = ''] = parts(route);
  // Only what is called an id: a customer's reference, or a code, may say who somebody is.
  const id = route.includes('/:') ? params['id'] : (made as { id?: unknown } | null)?.id;
  return typeof id === 'string' && ID.test(id) ? `${resource}/${id}` : resource;
}

const FIELD = /^[A-Za-z][\w-]{0,39}$/;
const MAX_FIELDS = 60;
const DEPTH = 3;

/** Names of the fields of a body, nested ones with dots; never a value. */
export function fieldNames(body: unknown, depth = DEPTH): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body)
    .filter(([name]) => FIELD.test(name))
    .flatMap(([name, value]) => {
      const inner = depth > 1 ? fieldNames(value, depth - 1) : [];
      return inner.length > 0 ? inner.map((field) => `${name}.${field}`) : [name];
    })
    .slice(0, MAX_FIELDS);
}
