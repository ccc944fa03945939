// New records: from a person's request or from a plan. Pure.
import type { Mode, ReassignmentKind, ReassignmentRule } from '@tideboard/contracts';
import { createHash } from 'node:crypto';
import { type Left, withHanded } from './handed.js';
import type { Entry, ReassignmentRecord } from './record.js';
import { freshLeg } from './steps.js';

/** One agent (or bundle of tickets) to be reassigned. */
export interface Member {
  agent: string | null;
  name: string | null;
  tickets: string[] | null;
  when: 'now' | 'after-current';
  rule: ReassignmentRule | null;
}

export interface Draft {
  id: string;
  kind: ReassignmentKind;
  from: string;
  to: string;
  members: Member[];
  /** What they are foreseen to hand over on their way out. */
  left?: Left[];
  reason: string;
  trigger: unknown;
  prediction: unknown;
  actor: string;
  mode: Mode;
  policyVersion: number;
  upstream: string | null;
}

/** A proposal; who is to decide it, and until when, is for the caller to add. */
export function proposalOf({ members, left = [], ...said }: Draft, now: number): ReassignmentRecord {
  const record = bare({ members, ...said }, now);
  return record.entries.reduce(
    (made, { n, agent }) =>
      agent === null ? made : withHanded(made, { n, agent, way: 'out', channel: said.from }, { left, now }),
    record,
  );
}

function bare({ members, ...said }: Omit<Draft, 'left'>, now: number): ReassignmentRecord {
  return {
    ...said,
    decision: 'proposed',
    undone: false,
    entries: members.map(
      (member, i): Entry => ({
        ...member,
        n: i + 1,
        backTo: said.from,
        status: 'ordered',
        since: now,
        leg: freshLeg(1, now),
        seen: false,
        problem: null,
      }),
    ),
    createdAt: now,
    executesAt: null,
    expiresAt: null,
    decidedAt: null,
    decidedBy: null,
    executedAt: null,
    endsAt: null,
    closedAt: null,
    note: null,
    forecast: null,
    score: null,
    undoReport: null,
  };
}

/** The same decision of the same tick has the same id, whichever node makes it and however often. */
export const idOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
