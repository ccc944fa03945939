// The numbers of a wall, a lane and a floor, by the definition behind each.
import type { MetricId } from '@tideboard/contracts';

const BOARD_METRICS: Record<string, MetricId> = {
  pending: 'pending',
  inProgress: 'inProgress',
  completed: 'completed',
  completedToday: 'completed',
  avgResponse: 'avgResponseSeconds',
  avgHandle: 'avgHandleSeconds',
  timeouts: 'timeouts',
  timeoutRate: 'timeoutRate',
  satisfaction: 'satisfaction',
  serviceLevel: 'serviceLevel',
  longestWait: 'longestWaitSeconds',
  dueSoon: 'dueSoon',
  promisesOverdue: 'promisesOverdue',
  recordsLate: 'recordsLate',
  complaintsOpen: 'complaintsOpen',
  escalatedOpen: 'escalatedOpen',
  vipPending: 'vipPending',
  abandonedToday: 'abandoned',
  agentsOnline: 'agentsOnline',
  agents: 'agentsOnline',
  forecast: 'forecast',
  trend: 'pending',
  unmapped: 'unmapped',
  complaintSpike: 'complaintSpike',
  kindSpike: 'kindSpike',
  topicSpike: 'topicSpike',
  badRatingSpike: 'badRatingSpike',
};

/** The definition behind a number of the board; null where it has none of its own. */
export const boardMetric = (key: string): MetricId | null => (Object.hasOwn(BOARD_METRICS, key) ? BOARD_METRICS[key]! : null);

/** Every definition that a board can show, each once. */
export const ON_BOARD: readonly MetricId[] = [...new Set(Object.values(BOARD_METRICS))];
