// What the agent's own page says of notices, tickets and promises. Pure.
import type { Language, LoanNotice, TicketPromise, TicketSummary } from '@tideboard/contracts';
import { clockTime } from '../ui/format';
import type { MineWord } from './words';

export type Phase = 'ask' | 'there' | 'back' | 'over';

/** How far a notice has come for the one agent whom it concerns. */
export function phaseOf({ state, status, kind, declinedAt }: LoanNotice): Phase {
  if (['home', 'done', 'refused', 'dropped'].includes(status) || ['rejected', 'expired', 'undone', 'failed'].includes(state))
    return 'over';
  if (declinedAt !== null && status !== 'returning' && status !== 'return_accepted') return 'over';
  if (['returning', 'return_accepted', 'return_unknown'].includes(status) || kind === 'return' || kind === 'end-assist')
    return 'back';
  return status === 'away' ? 'there' : 'ask';
}

export function headline(notice: LoanNotice): MineWord {
  const phase = phaseOf(notice);
  const assist = notice.kind === 'assist';
  if (phase === 'over') return notice.declinedAt === null ? 'notice.over' : 'notice.declined';
  if (phase === 'back') return 'notice.returning';
  if (phase === 'there') return assist ? 'notice.assisting' : 'notice.active';
  if (notice.state === 'proposed') return 'notice.proposed';
  return assist ? 'notice.assist' : 'notice.move';
}

/** What is asked comes first; what is over goes when something newer is there. */
export function shownNotices(notices: readonly LoanNotice[]): LoanNotice[] {
  const rank: Record<Phase, number> = { ask: 0, back: 1, there: 2, over: 3 };
  const sorted = notices.toSorted((a, b) => rank[phaseOf(a)] - rank[phaseOf(b)]);
  return sorted.filter((notice, i) => phaseOf(notice) !== 'over' || i === 0);
}

export const isAnswerable = (notice: LoanNotice): boolean =>
  notice.declinedAt === null && (phaseOf(notice) === 'ask' || phaseOf(notice) === 'there');

/** The hour of an instant at the site, with its date where that is another day than `today`'s: “20:40” alone would be read as tonight. */
export function timeOf(instant: string, at: { today: string; timeZone: string; language: Language }): string {
  const { today, timeZone, language } = at;
  const time = clockTime(Date.parse(instant), timeZone).slice(0, 5);
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone });
  const date = day.format(Date.parse(instant));
  return date === day.format(Date.parse(today)) ? time : `${date} ${time}`;
}

export type Urgency = 'breach' | 'watch' | 'ok' | null;

/** Seconds to a deadline, negative past it; null without one. */
export const secondsTo = (dueAt: string | null | undefined, now: number | null): number | null =>
  dueAt == null || now === null ? null : (Date.parse(dueAt) - now) / 1000;

export const urgencyOf = (seconds: number | null): Urgency =>
  seconds === null ? null : seconds < 0 ? 'breach' : seconds < 300 ? 'watch' : 'ok';

/** Nearest deadline first, those without one last. */
export const byDeadline = (tickets: readonly TicketSummary[]): TicketSummary[] =>
  tickets.toSorted((a, b) => dueOf(a) - dueOf(b) || (a.createdAt < b.createdAt ? -1 : 1));

const dueOf = ({ deadline }: TicketSummary): number => (deadline?.dueAt ? Date.parse(deadline.dueAt) : Infinity);

export interface OwnPromise extends TicketPromise {
  ticket: string;
}

/**
 * Open promises of these tickets, which may have ended, the next due first. Whoever holds a ticket keeps what was promised on it: left to
 * whom it was made by, a promise would be on nobody's page once its ticket has changed hands.
 */
export const promisesOf = (tickets: readonly TicketSummary[]): OwnPromise[] =>
  tickets
    .flatMap(({ id, promise }) => (promise && promise.keptAt === null ? [{ ...promise, ticket: id }] : []))
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));

export const isVip = ({ customer }: TicketSummary): boolean => customer.tier === 'diamond' || customer.tier === 'gold';
