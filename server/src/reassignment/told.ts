// What the world outside is told of reassignments and of the automation: messages for the outbox, written with the change itself. Without
// names: a group in a messenger is no place for them. Pure.
import type { NotificationKind } from '@tideboard/contracts';
import { type Control, viewOfControl } from './control.js';
import { recordState, type ReassignmentRecord } from './record.js';

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The message as JSON; empty where the change is none of anybody's outside. */
export function toldOf(before: ReassignmentRecord | null, after: ReassignmentRecord | null): string {
  if (after === null) return '';
  const state = recordState(after);
  if (before === null && state === 'proposed') return telling('reassignment.proposed', after);
  if (state === 'needs_human' && (before === null || recordState(before) !== state))
    return telling('reassignment.needs_human', after);
  return '';
}

function telling(type: NotificationKind, record: ReassignmentRecord): string {
  const { id, kind, from, to, entries, executesAt, expiresAt, createdAt, actor, mode } = record;
  const people = entries.filter(({ agent }) => agent !== null).length;
  const tickets = entries.reduce((sum, entry) => sum + (entry.tickets?.length ?? 0), 0);
  return JSON.stringify({
    type,
    id,
    state: recordState(record),
    kind,
    from,
    to,
    people,
    tickets,
    actor: actor === 'automation' ? actor : 'person',
    mode,
    createdAt: instant(createdAt),
    executesAt: instant(executesAt),
    expiresAt: instant(expiresAt),
  });
}

/** Paused, resumed, or stepped down for its wrong predictions; empty for every other change. */
export function toldOfControl(before: Control, after: Control): string {
  const { pausedUntil, pauseReason, coverage } = viewOfControl(after);
  const told = (type: NotificationKind, more: object = {}): string => JSON.stringify({ type, mode: after.policy.mode, ...more });
  if (after.demotedAt !== null && after.demotedAt !== before.demotedAt)
    return told('automation.demoted', {
      coverage,
      coverageLimit: after.policy.coverageLimit,
      demotedAt: instant(after.demotedAt),
    });
  if (after.pause !== null && before.pause === null) return told('automation.paused', { pausedUntil, pauseReason });
  return after.pause === null && before.pause !== null ? told('automation.resumed') : '';
}
