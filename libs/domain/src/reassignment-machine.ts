// One reassignment's life, as a pure machine: no clock, no store. A reassignment holds several actions of one kind (agents who change
// channel together); each action has a status of its own, because an upstream may obey for one agent and refuse the next, and the state
// of the whole follows from them.
//
//   out   ordered ─► sent ─► accepted ─► away            (kinds that end with the deed: done)
//            │        └─► refused │ unknown ──┘ late word
//   back                      away ─► returning ─► return_accepted ─► home
//                                        └─► return_unknown ──────────┘ late word
import type { ActionStatus, ReassignmentState } from '@tideboard/contracts';

export const ACTION_EVENTS = ['send', 'accept', 'confirm', 'refuse', 'give_up', 'recall', 'cancel', 'left'] as const;
/**
 * `send` a command goes out (again) · `accept`, `confirm`, `refuse` what the upstream says, or the floor shows (confirm) · `give_up` no
 * word in time · `recall` come home · `cancel` never mind · `left` the floor shows that the agent went away by other hands
 */
export type ActionEvent = (typeof ACTION_EVENTS)[number];

interface Refusal {
  refused: string;
}
const no = (refused: string): Refusal => ({ refused });

type Row = Record<ActionEvent, ActionStatus | Refusal>;

/** Answers every event with `why`, but for those named. */
const closed = (why: string, open: Partial<Row> = {}): Row => ({
  send: no(why),
  accept: no(why),
  confirm: no(why),
  refuse: no(why),
  give_up: no(why),
  recall: no(why),
  cancel: no(why),
  left: no(why),
  ...open,
});

const UNSENT = 'nothing was sent';
const SENT = 'a command is under way';
const THERE = 'the agent is there';
const GOING = 'the agent is on the way home';

const TABLE: Record<ActionStatus, Row> = {
  ordered: {
    send: 'sent',
    accept: no(UNSENT),
    // Somebody did by hand what was to be ordered.
    confirm: 'away',
    refuse: no(UNSENT),
    give_up: 'dropped',
    recall: 'dropped',
    cancel: 'dropped',
    left: no(UNSENT),
  },
  sent: {
    send: 'sent',
    accept: 'accepted',
    confirm: 'away',
    refuse: 'refused',
    // A time limit is no answer: the upstream may have obeyed.
    give_up: 'unknown',
    // The way home carries a higher fence, so a straggler of the way out arrives too late.
    recall: 'returning',
    cancel: no(SENT),
    left: no(SENT),
  },
  accepted: {
    send: no('the upstream has taken it'),
    accept: no('the upstream has taken it'),
    confirm: 'away',
    // The answer to a second delivery must not undo the answer to the first.
    refuse: no('the upstream has taken it'),
    give_up: 'unknown',
    recall: 'returning',
    cancel: no(SENT),
    left: no(SENT),
  },
  away: {
    send: no(THERE),
    accept: no(THERE),
    confirm: no(THERE),
    refuse: no(THERE),
    give_up: no(THERE),
    recall: 'returning',
    cancel: no(THERE),
    left: 'home',
  },
  returning: {
    send: 'returning',
    accept: 'return_accepted',
    confirm: 'home',
    // Not home and not coming: a person has to talk to somebody.
    refuse: 'return_unknown',
    give_up: 'return_unknown',
    recall: no(GOING),
    cancel: no(GOING),
    left: 'home',
  },
  return_accepted: {
    send: no('the upstream has taken it'),
    accept: no('the upstream has taken it'),
    confirm: 'home',
    refuse: no('the upstream has taken it'),
    give_up: 'return_unknown',
    recall: no(GOING),
    cancel: no(GOING),
    left: 'home',
  },
  // Late word resolves what nobody knew; until then only a person may order the way home.
  unknown: closed('nobody knows where the agent is', { confirm: 'away', refuse: 'refused', recall: 'returning' }),
  return_unknown: closed('nobody knows where the agent is', { confirm: 'home', recall: 'returning', left: 'home' }),
  home: closed('the agent is home'),
  done: closed('it is done'),
  refused: closed('the upstream has refused'),
  dropped: closed('it was called off'),
};

export type ActionStep = { status: ActionStatus } | Refusal;

/** One event at one action. `loan`: the kind is one that somebody comes home from; the others end with the deed. */
export function stepAction(status: ActionStatus, event: ActionEvent, loan: boolean): ActionStep {
  const answer = TABLE[status][event];
  if (typeof answer !== 'string') return answer;
  if (loan) return { status: answer };
  if (answer === 'returning') return status === 'unknown' ? { status: 'dropped' } : no('nobody comes home from this');
  return { status: answer === 'away' ? 'done' : answer };
}

export const isSettled = (status: ActionStatus): boolean =>
  status === 'home' || status === 'done' || status === 'refused' || status === 'dropped';

/** Somebody has to be told something and has not answered yet. */
export const needsCommand = (status: ActionStatus): boolean =>
  status === 'ordered' || status === 'sent' || status === 'returning';

export const DECISIONS = ['proposed', 'approved', 'rejected', 'expired'] as const;
export type Decision = (typeof DECISIONS)[number];

export const DECISION_EVENTS = ['approve', 'reject', 'expire', 'undo'] as const;
export type DecisionEvent = (typeof DECISION_EVENTS)[number];

const decided = (why: string): Record<DecisionEvent, Decision | Refusal> => ({
  approve: no(why),
  reject: no(why),
  expire: no(why),
  undo: no(why),
});

const DECIDE: Record<Decision, Record<DecisionEvent, Decision | Refusal>> = {
  proposed: { approve: 'approved', reject: 'rejected', expire: 'expired', undo: no('it has not been approved: reject it') },
  approved: {
    approve: no('it is approved already'),
    reject: no('it is approved already: undo it'),
    expire: no('it is approved already'),
    undo: 'approved',
  },
  rejected: decided('it was rejected'),
  expired: decided('it has expired'),
};

/** What people and the clock decide about the whole; `undo` of an approved one recalls its actions. */
export function stepDecision(decision: Decision, event: DecisionEvent): { decision: Decision } | Refusal {
  const answer = DECIDE[decision][event];
  return typeof answer === 'string' ? { decision: answer } : answer;
}

const OUTWARD: readonly ActionStatus[] = ['ordered', 'sent', 'accepted'];
const HOMEWARD: readonly ActionStatus[] = ['returning', 'return_accepted'];
const LOST: readonly ActionStatus[] = ['unknown', 'return_unknown'];

/** The state of a reassignment: what was decided, then the most pressing of its actions. */
export function stateOf(decision: Decision, undone: boolean, statuses: readonly ActionStatus[]): ReassignmentState {
  if (decision !== 'approved') return decision;
  const some = (wanted: readonly ActionStatus[]): boolean => statuses.some((status) => wanted.includes(status));
  if (some(LOST)) return 'needs_human';
  if (statuses.every((status) => status === 'ordered') && statuses.length > 0) return 'approved';
  if (some(OUTWARD)) return 'executing';
  if (some(['away'])) return 'active';
  if (some(HOMEWARD)) return 'returning';
  if (undone) return 'undone';
  return some(['home', 'done']) ? 'done' : 'failed';
}

const TERMINAL: Record<ReassignmentState, boolean> = {
  proposed: false,
  approved: false,
  executing: false,
  active: false,
  returning: false,
  // A late word or an undo may still lead out of it: a state that nothing leaves would keep the agents for ever.
  needs_human: false,
  done: true,
  rejected: true,
  expired: true,
  undone: true,
  failed: true,
};

export const isTerminal = (state: ReassignmentState): boolean => TERMINAL[state];
