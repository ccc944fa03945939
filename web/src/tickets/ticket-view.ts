// How a ticket reads: what is left of a deadline, and how it feels. Pure.
import {
  type Candidate,
  PASSED_OVER,
  type Recommendation,
  type TicketClock,
  TicketPromise,
  TicketSummary,
} from '@tideboard/contracts';
import { stopwatch } from '../ui/format';
import type { TicketWords } from './words';

export type Tone = 'ok' | 'watch' | 'breach' | 'calm';

/** Under an hour to the second, under a day to the minute, else in days. */
export function spanText(seconds: number, t: TicketWords): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 3600) return stopwatch(whole);
  const [h, m] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return h < 24 ? t('tickets.hours', { h, m }) : t('tickets.days', { d: Math.floor(h / 24), h: h % 24 });
}

export interface Left {
  text: string;
  tone: Tone;
}

const SOON_SECONDS = 120;
const NEAR_SECONDS = 300;

/** What is left until an instant, or how long it is past. */
export function leftOf(dueAt: string | null, now: number | null, t: TicketWords): Left | null {
  if (dueAt === null || now === null) return null;
  const seconds = (Date.parse(dueAt) - now) / 1000;
  if (seconds < 0) return { text: t('tickets.late', { span: spanText(-seconds, t) }), tone: 'breach' };
  const tone = seconds <= SOON_SECONDS ? 'breach' : seconds <= NEAR_SECONDS ? 'watch' : 'calm';
  return { text: t('tickets.left', { span: spanText(seconds, t) }), tone };
}

export const isVip = (tier: string | null): boolean => tier === 'diamond' || tier === 'gold';

export const CLOCK_TONE: Record<TicketClock['state'], Tone> = { running: 'calm', overdue: 'breach', met: 'ok', missed: 'watch' };
export const PROMISE_TONE: Record<TicketPromise['state'], Tone> = { open: 'calm', overdue: 'breach', kept: 'ok', late: 'watch' };
export const STATE_TONE: Record<TicketSummary['state'], Tone> = {
  pending: 'watch',
  in_progress: 'calm',
  awaiting_feedback: 'calm',
  completed: 'ok',
  closed: 'calm',
  abandoned: 'calm',
};

/** Who it is, as far as may be shown: the masked name, else the masked number, else the reference. */
export const whoOf = ({ name, phone, ref }: TicketSummary['customer']): string | null => name ?? phone ?? ref;

const RULES = ['complaint-ignored', 'vip-overdue', 'repeated-contact', 'complaint-unsolved', 'severe', 'core-customer'] as const;

/** The handbook's rules have words in both languages; any other is called what it was named. */
export function ruleWords(rule: string, t: TicketWords, name?: string): string {
  if (name !== undefined) return name;
  const known = RULES.find((id) => id === rule);
  if (known) return t(`ticketRule.${known}`);
  if (rule === 'call-back') return t('soon.callBack');
  return /^rule-[a-z0-9]+$/.test(rule) ? t('ticketRule.own') : rule;
}

/** What was promised: the rule's words, what somebody typed, or that something was. */
export function promiseWords({ rule, what }: Pick<TicketPromise, 'rule' | 'what'>, t: TicketWords): string {
  if (rule || what === 'call-back') return t('soon.callBack');
  return what ? t('soon.promiseCall', { what }) : t('soon.promisePlain');
}

/** `ticket.created` → `created`. */
export const eventName = (type: string): string => type.slice(type.indexOf('.') + 1);

/** Why somebody is recommended; that they have few tickets only where nothing else speaks for them. */
export const reasonText = ({ reasons }: Candidate, t: TicketWords): string =>
  reasons
    .filter((reason) => reason !== 'load')
    .map((reason) => t(`ticketReason.${reason}`))
    .join(' · ') || t('ticketReason.load');

/** How many people are not recommended, by why not; empty where there are none. */
export const passedOverText = ({ passedOver }: Recommendation, t: TicketWords): string =>
  PASSED_OVER.flatMap((why) => (passedOver[why] > 0 ? [t(`ticketPassed.${why}`, { n: passedOver[why] })] : [])).join(' · ');
