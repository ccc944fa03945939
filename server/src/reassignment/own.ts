// Whose reassignments these are. Pure.
import { mayRead, type Principal } from '../access/principal.js';
import { ProblemError } from '../platform/http/problem.js';
import type { ReassignmentRecord } from './record.js';

export const sees = (caller: Principal, { from, to }: Pick<ReassignmentRecord, 'from' | 'to'>): boolean =>
  mayRead(caller, from) || mayRead(caller, to);

/** A supervisor answers for both ends, or leaves it to somebody who does. */
export function assertOwn(caller: Principal, { from, to }: Pick<ReassignmentRecord, 'from' | 'to'>): void {
  if (!mayRead(caller, from) || !mayRead(caller, to)) throw new ProblemError(403, 'forbidden', 'Only between your own channels.');
}
