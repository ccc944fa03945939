export const MODES = ['off', 'shadow', 'suggest', 'confirm', 'auto'] as const;
export type Mode = (typeof MODES)[number];

export const REASSIGNMENT_STATES = [
  'proposed',
  'approved',
  'executing',
  'active',
  'returning',
  'done',
  'rejected',
  'expired',
  'undone',
  'failed',
  'needs_human',
] as const;
export type ReassignmentState = (typeof REASSIGNMENT_STATES)[number];

export const ACTIONS = ['move', 'assist', 'end-assist', 'return', 'reroute'] as const;

export interface ReassignmentAction {
  action: (typeof ACTIONS)[number];
  agent?: string;
  tickets?: string[];
  from: string;
  to: string;
  when: 'now' | 'after-current';
  priority?: number;
}

export interface ReassignmentView {
  id: string;
  state: ReassignmentState;
  from: string;
  to: string;
  actions: ReassignmentAction[];
  reason: string;
  trigger: unknown;
  prediction: unknown;
  actor: string;
  policyVersion: number;
  createdAt: string;
  /** When the countdown of mode `confirm` ends; null where nobody counts. */
  executesAt: string | null;
  endsAt: string | null;
}

export interface AutomationView {
  mode: Mode;
  pausedBy: string | null;
  pausedUntil: string | null;
}
