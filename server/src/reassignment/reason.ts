import type { ReassignmentKind } from '@tideboard/contracts';
import type { ActionPrediction, Effect } from '@tideboard/rebalance';
import type { Left } from './handed.js';

export interface Telling {
  kind: ReassignmentKind;
  who: string[];
  /** Waiting tickets that go to colleagues. */
  left?: readonly Left[];
  from: string;
  to: string;
  prediction: ActionPrediction | null;
  target: number | null;
  loanSeconds: number | null;
}

/** One sentence a supervisor can say aloud; the wall renders its own from the codes and figures. */
export function reasonOf({ kind, who, left = [], from, to, prediction, target, loanSeconds }: Telling): string {
  const names = who.join(', ');
  const count = who.length === 1 ? names : `${who.length} agents (${names})`;
  const openings: Record<ReassignmentKind, string> = {
    move: `Move ${count} from ${from} to ${to}.`,
    assist: `${count} of ${from} ${who.length === 1 ? 'helps' : 'help'} ${to} beside the own work.`,
    'end-assist': `${count} no longer ${who.length === 1 ? 'helps' : 'help'} ${to}.`,
    return: `${count} ${who.length === 1 ? 'returns' : 'return'} from ${from} to ${to} after the current work.`,
    reroute: `${count} go from ${from} to ${to}; instants and deadlines stay.`,
  };
  const loan = loanSeconds === null ? '' : `Loan about ${Math.round(loanSeconds / 60)} min.`;
  return [openings[kind], receiver(to, prediction?.receiver), donor(from, prediction?.donor, target), handover(left), loan]
    .filter(Boolean)
    .join(' ');
}

const clock = (seconds: number | null): string => {
  if (seconds === null) return 'unknown';
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};
const percent = (share: number | null): string => (share === null ? 'unknown' : `${Math.round(share * 100)} %`);

/** `3 waiting tickets of Li go to Zhou and Wang.` */
function handover(left: readonly Left[]): string {
  if (left.length === 0) return '';
  const count = left.reduce((sum, { tickets }) => sum + tickets.length, 0);
  const whose = [...new Set(left.map(({ of, ofName }) => ofName ?? of))];
  const takers = [...new Set(left.map(({ agent, toName }) => toName ?? agent ?? 'the common line'))];
  return `${count} waiting ${count === 1 ? 'ticket' : 'tickets'} of ${all(whose)} ${count === 1 ? 'goes' : 'go'} to ${all(takers)}.`;
}

const all = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');

function receiver(name: string, effect: Effect | null | undefined): string {
  if (!effect) return '';
  const { before, after } = effect;
  const minutes = Math.round(after.horizonSeconds / 60);
  return `${name}: expected wait ${clock(before.waitSeconds)} → ${clock(after.waitSeconds)}, service level ${percent(before.serviceLevel)} → ${percent(after.serviceLevel)} within ${minutes} min.`;
}

function donor(name: string, effect: Effect | null | undefined, target: number | null): string {
  if (!effect) return '';
  return `${name} ${target === null ? 'then' : 'stays'} at ${percent(effect.after.serviceLevel)}${target === null ? '' : ` (target ${percent(target)})`}.`;
}
