import type { Metrics, Site } from '@tideboard/contracts';
import type { Dated, Gauge } from './tally.js';

/** The counters of one channel, or their sums over several; a counter that was never touched is 0. */
export type Counters = Record<Gauge | Dated, number>;

export interface MetricsInput {
  counters: Counters;
  /** Epoch ms of the oldest pending ticket, null when none is pending. */
  oldestPendingAt: number | null;
  /** The site clock, epoch ms. */
  at: number;
  timeoutRateBase: Site['timeoutRateBase'];
}

/** The contract's metrics from counters. A share or mean over nothing is null: unknown, not zero. */
export function metricsOf({ counters: c, oldestPendingAt, at, timeoutRateBase }: MetricsInput): Metrics {
  const people = (n: number): number | null => (c.agentsEver > 0 ? n : null);
  return {
    pending: c.pending,
    inProgress: c.inProgress,
    awaitingFeedback: c.awaitingFeedback,
    createdToday: c.created,
    completedToday: c.completed,
    avgResponseSeconds: ratio(c.answeredMs / 1000, c.answered),
    avgHandleSeconds: ratio(c.handledMs / 1000, c.handled),
    timeoutsToday: c.timeouts,
    timeoutRate: c.completed === 0 ? null : c.timeouts / (c.completed + (timeoutRateBase === 'handled' ? c.pastDue : 0)),
    satisfaction: ratio(c.satisfied, c.ratings),
    ratings: c.ratings,
    avgScore: ratio(c.scoreSum, c.ratings),
    serviceLevel: ratio(c.answeredInTime, c.answered + c.abandoned),
    longestWaitSeconds: oldestPendingAt === null ? null : Math.max(0, (at - oldestPendingAt) / 1000),
    oldestPendingAt: oldestPendingAt === null ? null : new Date(oldestPendingAt).toISOString(),
    abandonedToday: c.abandoned,
    // Of those whose wait ended today; by tickets created today it could pass 1 after a night's carry-over.
    abandonRate: ratio(c.abandoned, c.answered + c.abandoned),
    dueSoon: c.dueSoon,
    vipPending: c.vipPending,
    complaintsOpen: c.complaintsOpen,
    complaintsWaiting: c.complaintsWaiting,
    escalatedOpen: c.escalatedOpen,
    promisesOverdue: c.promisesOverdue,
    recordsLate: c.recordsLate,
    assignMissesToday: c.assignMisses,
    escalationMissesToday: c.escalationMisses,
    complaintMissesToday: c.complaintMisses,
    // Who was lent proves that there are people, also where nobody was ever reported at work.
    agentsLent: c.agentsLent > 0 ? c.agentsLent : people(0),
    agents: {
      online: people(c.agentsOnline),
      available: people(c.agentsAvailable),
      busy: people(c.agentsBusy),
      onLoan: people(c.agentsOnLoan),
    },
  };
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
