// How a rule reads, and what of it can be set. Pure.
import { CUSTOMER_TIERS, type EscalationRule, KINDS } from '@tideboard/contracts';
import { ruleWords } from '../../tickets/ticket-view';
import type { TicketWords } from '../../tickets/words';
import type { LadderWords } from './words';

export type When = EscalationRule['when'];
export type Criterion = keyof When;
export interface Told {
  t: LadderWords;
  ticket: TicketWords;
}

export const RAISED_LEVELS = [2, 3, 4] as const;

/** Whole hours as hours, anything else in minutes. */
export function spanWords(seconds: number, t: LadderWords): string {
  const hours = seconds >= 3600 && seconds % 3600 === 0;
  return hours ? t('ladder.spanHours', { n: seconds / 3600 }) : t('ladder.span', { n: Number((seconds / 60).toFixed(1)) });
}

/** The conditions of a rule as one sentence; empty where it has none. */
export function sentenceOf(when: When, { t, ticket }: Told): string {
  const list = (words: readonly string[]): string => words.join(t('ladder.list'));
  const kinds = KINDS.filter((kind) => when.kinds?.includes(kind)).map((kind) => ticket(`ticketKind.${kind}`));
  const tiers = CUSTOMER_TIERS.filter((tier) => when.tiers?.includes(tier)).map((tier) => ticket(`ticketTier.${tier}`));
  const parts = [
    ...(kinds.length > 0 ? [t('told.kinds', { list: list(kinds) })] : []),
    ...(tiers.length > 0 ? [t('told.tiers', { list: list(tiers) })] : []),
    ...(when.notStarted ? [t('told.notStarted')] : []),
    ...(when.ageSeconds === undefined ? [] : [t('told.ageSeconds', { span: spanWords(when.ageSeconds, t) })]),
    ...(when.overdueSeconds === undefined ? [] : [t('told.overdueSeconds', { span: spanWords(when.overdueSeconds, t) })]),
    ...(when.severity === undefined ? [] : [t('told.severity', { n: when.severity })]),
    ...(when.contacts === undefined ? [] : [t('told.contacts', { n: when.contacts })]),
  ];
  return parts.join(t('ladder.and'));
}

/** What people call a rule: the name it was given, the handbook's words, or that it is new. */
export function nameOf({ id, name }: EscalationRule, { t, ticket }: Told): string {
  return name ?? (id.startsWith('rule-') ? t('ladder.newRule') : ruleWords(id, ticket));
}

/** Conditions with one of them said anew; undefined, and a list of nothing, mean that it does not matter. */
export function withCriterion<K extends Criterion>(when: When, key: K, value: When[K] | undefined): When {
  const { [key]: _, ...others } = when;
  const nothing = value === undefined || (Array.isArray(value) && value.length === 0);
  return (nothing ? others : { ...others, [key]: value }) as When;
}

export const newRule = (id: string, level: number): EscalationRule => ({ id, level, when: { ageSeconds: 3600 } });
