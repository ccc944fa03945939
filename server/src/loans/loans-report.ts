import type { LoanFigures, LoanPair, LoansReport, LocalisedText, ReportHead } from '@tideboard/contracts';
import { isLoan, type ReassignmentRecord } from '../reassignment/record.js';
import { datesOf } from '../reports/period.js';

/** What the report is computed from, beside the records. */
export interface LoanScene {
  head: ReportHead;
  /** The site clock (epoch ms), and the business day that is running. */
  now: number;
  today: string;
  dayOf: (at: number) => string;
  nameOf: (channel: string) => LocalisedText;
}

const AWAY: readonly string[] = ['away', 'returning', 'return_accepted'];

/** Loans that began in the period, by the pair of channels. */
export function loansReport(records: readonly ReassignmentRecord[], scene: LoanScene): LoansReport {
  const { head, today, dayOf, nameOf } = scene;
  const begun = records.flatMap((record) => {
    if (!isLoan(record.kind) || record.executedAt === null) return [];
    const day = dayOf(record.executedAt);
    return day >= head.from && day <= head.to ? [{ record, day }] : [];
  });
  const pairs = grouped(begun, ({ record: { from, to } }) => `${from} ${to}`);
  const days = grouped(begun, ({ day }) => day);
  const figures = (of: typeof begun): LoanFigures =>
    loanFigures(
      of.map(({ record }) => record),
      scene.now,
    );
  const rows = [...pairs.values()].map((of): LoanPair => {
    const { from, to } = of[0]!.record;
    return { from, to, fromName: nameOf(from), toName: nameOf(to), ...figures(of) };
  });
  return {
    ...head,
    totals: figures(begun),
    pairs: rows.toSorted((a, b) => b.loans - a.loans || (a.from + a.to < b.from + b.to ? -1 : 1)),
    buckets: datesOf(head).map((at) => {
      const { loans, lentSeconds } = figures(days.get(at) ?? []);
      return at > today ? { at, loans: null, lentSeconds: null } : { at, loans, lentSeconds };
    }),
  };
}

function grouped<T>(list: readonly T[], nameOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(nameOf(each), [...(groups.get(nameOf(each)) ?? []), each]);
  return groups;
}

function loanFigures(records: readonly ReassignmentRecord[], now: number): LoanFigures {
  const scores = records.flatMap(({ score }) => score ?? []);
  const avoided = records.flatMap((record) => avoidedBy(record) ?? []);
  const lent = records.flatMap((record) => record.entries.flatMap((entry) => lentMs(record, entry, now) ?? []));
  const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / values.length);
  return {
    loans: records.length,
    lentAgents: lent.length,
    lentSeconds: Math.round(sum(lent) / 1000),
    scored: scores.length,
    predictedPending: mean(scores.map(({ predicted }) => predicted)),
    actualPending: mean(scores.map(({ actual }) => actual)),
    coverage: mean(scores.map(({ within }) => (within ? 1 : 0))),
    foreseen: avoided.length,
    pendingAvoided: avoided.length === 0 ? null : Math.round(sum(avoided) * 10) / 10,
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** How long one of them was away; null for whoever never left, or of whom nobody knows. */
function lentMs(
  { executedAt }: ReassignmentRecord,
  { status, since }: ReassignmentRecord['entries'][number],
  now: number,
): number | null {
  if (executedAt === null) return null;
  if (AWAY.includes(status)) return Math.max(0, now - executedAt);
  return status === 'home' ? Math.max(0, since - executedAt) : null;
}

/** Predicted to wait at the receiver without the loan, less with it. The road not taken can only be predicted. */
function avoidedBy({ prediction }: ReassignmentRecord): number | null {
  type Side = { pendingAtEnd?: number | null } | undefined;
  const { before, after } = (prediction as { receiver?: { before?: Side; after?: Side } | null } | null)?.receiver ?? {};
  const [without, with_] = [before?.pendingAtEnd, after?.pendingAtEnd];
  return typeof without === 'number' && typeof with_ === 'number' ? without - with_ : null;
}
