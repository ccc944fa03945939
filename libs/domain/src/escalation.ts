// Which tickets the rules of a floor would raise, to which level, and since when. Pure: on every node, and in every replay, the same.
import type { EscalationRule } from '@tideboard/contracts';
import type { TicketNow } from './ticket-view.js';

/** A level that a rule asks for; `at` (epoch ms) is when its last condition came true. */
export interface Raise {
  rule: string;
  level: number;
  at: number;
}

export interface Circumstances {
  now: number;
  /** Open tickets of the same customer, this one among them, latest creation last (epoch ms). */
  contacts: readonly number[];
  /** Severity of each flag of the ticket, and when it was set. */
  flags: readonly { severity: number; at: number }[];
}

/** The highest level above the present one that a rule asks for, the first rule that does; null where none does. */
export function raiseOf(ticket: TicketNow, rules: readonly EscalationRule[], around: Circumstances): Raise | null {
  if (!ticket.open) return null;
  const raises = rules.flatMap(({ id, level, when }): Raise[] => {
    if (level <= ticket.level) return [];
    const at = cameTrue(ticket, when, around);
    return at !== null && at <= around.now ? [{ rule: id, level, at }] : [];
  });
  return raises.reduce<Raise | null>((best, raise) => (best === null || raise.level > best.level ? raise : best), null);
}

/** When all conditions held for the first time; null while one of them does not. */
function cameTrue(ticket: TicketNow, when: EscalationRule['when'], { contacts, flags }: Circumstances): number | null {
  const since = ticket.pendingSince;
  if (when.kinds && !(ticket.kind && when.kinds.includes(ticket.kind))) return null;
  if (when.tiers && !(ticket.tier && when.tiers.includes(ticket.tier))) return null;
  if (when.notStarted && ticket.startedAt !== null) return null;
  const instants: (number | null)[] = [since];
  if (when.ageSeconds !== undefined) instants.push(since + when.ageSeconds * 1000);
  if (when.overdueSeconds !== undefined) instants.push(overdueSince(ticket, when.overdueSeconds));
  if (when.severity !== undefined) instants.push(flags.find(({ severity }) => severity >= when.severity!)?.at ?? null);
  if (when.contacts !== undefined) instants.push(contacts[when.contacts - 1] ?? null);
  return instants.some((instant) => instant === null) ? null : Math.max(...(instants as number[]));
}

function overdueSince({ clocks }: TicketNow, seconds: number): number | null {
  const missed = clocks.flatMap(({ clock, dueAt, settledAt, missed: late }) =>
    (clock === 'response' || clock === 'handling') && late && settledAt === null && dueAt !== null ? [dueAt] : [],
  );
  return missed.length > 0 ? Math.min(...missed) + seconds * 1000 : null;
}
