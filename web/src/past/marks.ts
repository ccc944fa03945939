import type { AlertView, ReassignmentView } from '@tideboard/contracts';

/** Something that happened, on the scrubber. `at` in epoch ms. */
export interface Mark {
  id: string;
  at: number;
  kind: 'alert' | 'move';
  /** One channel, or from and to. */
  channels: string[];
}

const NOT_RUN = new Set(['proposed', 'rejected', 'expired']);

/** Alerts at their raising and reassignments at their carrying out, in order. */
export function marksOf(alerts: readonly AlertView[], moves: readonly ReassignmentView[]): Mark[] {
  const raised = alerts.map(
    ({ id, raisedAt, channel }): Mark => ({ id, at: Date.parse(raisedAt), kind: 'alert', channels: [channel] }),
  );
  const run = moves
    .filter(({ state }) => !NOT_RUN.has(state))
    .map(({ id, executedAt, createdAt, from, to }): Mark => {
      return { id, at: Date.parse(executedAt ?? createdAt), kind: 'move', channels: [from, to] };
    });
  return [...raised, ...run].toSorted((a, b) => a.at - b.at);
}

/** Where an instant lies between two, 0..1. */
export const shareOf = (at: number, from: number, to: number): number =>
  to <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from)));
