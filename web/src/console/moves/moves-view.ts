// Reassignments as the desk reads them: what waits for somebody first, what is over last.
import { ACTION_STATUSES, type ReassignmentState } from '@tideboard/contracts';
import { ownActions, realMsLeft } from '../../wall/footer-view';
import type { Said } from '../refusal';
import type { Move } from '../wire';
import type { DeskWord } from '../words';

/** Order on the desk; those that ended stay for a moment so that nobody wonders where they went. */
const RANK: Record<ReassignmentState, number> = {
  needs_human: 0,
  proposed: 1,
  failed: 2,
  executing: 3,
  approved: 4,
  active: 5,
  returning: 6,
  expired: 7,
  rejected: 8,
  undone: 9,
  done: 10,
};

export type Tone = 'ask' | 'alarm' | 'run' | 'over';
const TONES: Record<ReassignmentState, Tone> = {
  needs_human: 'alarm',
  failed: 'alarm',
  proposed: 'ask',
  approved: 'run',
  executing: 'run',
  active: 'run',
  returning: 'run',
  expired: 'over',
  rejected: 'over',
  undone: 'over',
  done: 'over',
};
export const toneOf = (state: ReassignmentState): Tone => TONES[state];

const instant = (at: string | null): number => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));

/** Most urgent first: within one state, the countdown that ends first, then the newest. */
export const deskOrder = (moves: readonly Move[]): Move[] =>
  moves.toSorted(
    (a, b) =>
      RANK[a.state] - RANK[b.state] ||
      compare(instant(a.executesAt), instant(b.executesAt)) ||
      Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );

/** Two countdowns that nobody runs are both infinite, and infinity minus itself is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export interface Offers {
  approve: boolean;
  reject: boolean;
  /** Undo before anybody has moved, calling home after. */
  undo: 'undo' | 'callHome' | null;
}

export function offersOf({ state, kind }: Pick<Move, 'state' | 'kind'>): Offers {
  const open = state === 'proposed';
  const loan = kind === undefined || kind === 'move' || kind === 'assist';
  const undo =
    state === 'active' && loan
      ? 'callHome'
      : state === 'approved' || state === 'executing' || state === 'needs_human'
        ? 'undo'
        : null;
  return { approve: open, reject: open, undo };
}

/** How many people go, or failing that how many tickets. */
export function sizeOf(move: Pick<Move, 'actions' | 'kind'>): Said {
  const actions = ownActions(move);
  const agents = new Set(actions.flatMap(({ agent }) => agent ?? [])).size;
  const tickets = new Set(actions.flatMap((action) => action.tickets ?? [])).size;
  const [one, many, n]: [DeskWord, DeskWord, number] =
    agents === 0 && tickets > 0
      ? ['moves.ticket', 'moves.tickets', tickets]
      : ['moves.person', 'moves.people', agents === 0 ? actions.length : agents];
  return n === 1 ? { word: one } : { word: many, values: { n } };
}

export interface Member {
  id: string;
  name: string;
  /** What stands beside the name: the step it has reached, or when it will go. */
  step: DeskWord | null;
  problem: string | null;
  /** What the agent has said to it. */
  agreed: boolean;
  declined: string | null;
}

export const membersOf = ({ state, ...move }: Pick<Move, 'state' | 'actions' | 'kind'>): Member[] =>
  ownActions(move).flatMap(({ agent, name, when, status, problem, acceptedAt, declined }) => {
    if (agent === undefined) return [];
    const step = state === 'proposed' ? `step.${when}` : status && ACTION_STATUSES.includes(status) ? `step.${status}` : null;
    return [
      {
        id: agent,
        name: name ?? agent,
        step: step as DeskWord | null,
        problem: problem ?? null,
        agreed: Boolean(acceptedAt),
        declined: declined ?? null,
      },
    ];
  });

/** The real seconds left, as the wall counts them: what a person who wants to stop it has. */
export function secondsLeft(
  { state, executesAt }: Pick<Move, 'state' | 'executesAt'>,
  siteNow: number | null,
  rate: number,
): number | null {
  if (state !== 'proposed' || executesAt === null || siteNow === null) return null;
  return Math.ceil(realMsLeft(executesAt, siteNow, rate) / 1000);
}

/** Share of the countdown that has passed; null where nobody counts. */
export function countdownShare(
  { createdAt, executesAt }: Pick<Move, 'createdAt' | 'executesAt'>,
  siteNow: number | null,
): number | null {
  if (executesAt === null || siteNow === null) return null;
  const [start, end] = [Date.parse(createdAt), Date.parse(executesAt)];
  return end > start ? Math.min(1, Math.max(0, (siteNow - start) / (end - start))) : null;
}
