// Loans over a period: how many, for how long, and what came of what was predicted. A loan belongs to the business day on which it began.
import type { LocalisedText } from './primitives.js';
import type { ReportHead } from './report.js';

export interface LoanFigures {
  /** Moves and assists that reached the floor. */
  loans: number;
  /** People lent, each as often as they were. */
  lentAgents: number;
  /** From the loan's beginning until each one was home again, or until now. */
  lentSeconds: number;
  /** How many were scored a quarter of an hour later: what the next three are means and a share of. */
  scored: number;
  predictedPending: number | null;
  actualPending: number | null;
  coverage: number | null;
  /** How many had a prediction of both roads, and what those say altogether. */
  foreseen: number;
  pendingAvoided: number | null;
}

export interface LoanPair extends LoanFigures {
  from: string;
  to: string;
  fromName: LocalisedText;
  toName: LocalisedText;
}

export interface LoansReport extends ReportHead {
  totals: LoanFigures;
  /** Most loans first. */
  pairs: LoanPair[];
  /** Every business day of the period. */
  buckets: { at: string; loans: number | null; lentSeconds: number | null }[];
}
