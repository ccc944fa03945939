// The lists in which a ticket is found: written in the commit that changes it, and nothing but what its record says of it.
import type { Listing } from '@tideboard/domain';
import { keys } from '../platform/redis/index.js';
import type { Change } from './decide.js';
import { type Operation, wide } from './operation.js';

/** Raised when the lists, or what a fact keeps, change their shape: a store that says another is written anew, ticket by ticket. */
export const LAYOUT = '4';

/** A customer's tickets stand together; no reference can be the beginning of another, as its JSON ends with a quote. */
export const customerPrefix = (customer: string): string => JSON.stringify(customer);

type Score = (listing: Listing) => number | null;
const LISTS: readonly [key: string, score: Score, member: (id: string, listing: Listing) => string][] = [
  [keys.ticketsByCreation, ({ createdAt }) => createdAt, (id) => id],
  // Without a deadline: after all others.
  [keys.ticketsByDue, ({ open, dueAt }) => (open ? (dueAt ?? Infinity) : null), (id) => id],
  [keys.ticketsByPromise, ({ promisedAt }) => promisedAt, (id) => id],
  [keys.ticketsByAnswer, ({ answeredAt }) => answeredAt, (id) => id],
  [
    keys.ticketsByCustomer,
    ({ customer }) => (customer === null ? null : 0),
    (id, { customer }) => (customer === null ? '' : customerPrefix(customer) + id),
  ],
];

/** Members that enter, move or leave, list by list. */
export function listings(changes: readonly Change[]): Operation[] {
  return LISTS.flatMap(([key, scoreOf, memberOf]) => {
    const [set, unset]: [string[], string[]] = [[], []];
    for (const { kind, id, before, after } of changes) {
      if (kind !== 'ticket') continue;
      const [was, is] = [before.applied.listing, after.applied.listing];
      const [left, entered] = [was && scoreOf(was), is && scoreOf(is)];
      const [old, member] = [was && memberOf(id, was), is && memberOf(id, is)];
      if (left !== null && (entered === null || old !== member)) unset.push(old!);
      if (entered !== null && (entered !== left || old !== member))
        set.push(entered === Infinity ? '+inf' : String(entered), member!);
    }
    return [...wide('ZREM', key, unset), ...wide('ZADD', key, set)];
  });
}
