// What the console reads of the API's answers. Fields that an older server does not send are optional: what is missing is not shown.
import type { AutomationView, MeAnswer, Mode, Problem, ReassignmentAction, ReassignmentView } from '@tideboard/contracts';

export type Me = MeAnswer;

export interface PolicyView {
  mode: Mode;
  version: number;
}

export type MoveAction = ReassignmentAction & { name?: string; status?: string; problem?: string | null };
export type Move = Omit<ReassignmentView, 'actions'> & {
  actions: MoveAction[];
  kind?: ReassignmentAction['action'];
  expiresAt?: string | null;
  executedAt?: string | null;
  closedAt?: string | null;
  decidedBy?: string | null;
  appliedTo?: 'upstream' | 'registry';
  note?: string | null;
  score?: { predicted: number; low: number; high: number; actual: number; within: boolean } | null;
  undoReport?: unknown[] | null;
};

export type Automation = AutomationView & {
  pauseReason?: string | null;
  reason?: string | null;
  policyVersion?: number;
  demotedAt?: string | null;
};

export interface Finding {
  code: string;
  severity: 'blocks' | 'warns' | 'moved';
  agent?: string;
  channel?: string;
  message?: string;
}

export interface Outlook {
  serviceLevel: number | null;
  waitSeconds: number | null;
  pendingAtEnd: number | null;
  horizonSeconds: number | null;
}
export interface Effect {
  before: Outlook;
  after: Outlook;
}
export interface Prediction {
  receiver: Effect | null;
  donor: Effect | null;
}

/** Tickets that would go from somebody who leaves to a colleague; null: to the channel's common line. */
export interface Handover {
  of: string;
  agent: string | null;
  tickets: string[];
}

export interface Preview extends Prediction {
  from: string;
  to: string;
  agents: string[];
  handovers?: Handover[];
  findings: Finding[];
}

export type Refused = Partial<Problem> & { findings?: Finding[] };
