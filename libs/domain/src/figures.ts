import type { Figures } from '@tideboard/contracts';
import { type Counters, metricsOf } from './metrics.js';
import type { Sums } from './rollup.js';
import { DATED, GAUGES } from './tally.js';

/**
 * The figures of a period from its summed counters: the board's own formulas, over more than a day. What is a gauge on the board has no
 * past, so the timeout rate is always that of the completed tickets. Null sums, a period nobody knows, give nothing but nulls.
 */
export function figuresOf(sums: Sums | null): Figures {
  if (!sums) return NOTHING;
  return sums.some((amount) => amount !== 0) ? computed(sums) : ZEROS;
}

function computed(sums: Sums): Figures {
  const c = counters;
  for (let i = 0; i < DATED.length; i += 1) c[DATED[i]!] = sums[i]!;
  const m = metricsOf({ counters: c, oldestPendingAt: null, at: 0, timeoutRateBase: 'completed' });
  const promises = c.promisesKept + c.promisesMissed;
  return {
    created: c.created,
    completed: c.completed,
    answered: c.answered,
    handled: c.handled,
    avgResponseSeconds: m.avgResponseSeconds,
    avgHandleSeconds: m.avgHandleSeconds,
    timeouts: c.timeouts,
    timeoutRate: m.timeoutRate,
    serviceLevel: m.serviceLevel,
    abandoned: c.abandoned,
    abandonRate: m.abandonRate,
    satisfaction: m.satisfaction,
    ratings: c.ratings,
    avgScore: m.avgScore,
    firstContactRate: c.handled === 0 ? null : c.firstContact / c.handled,
    reopened: c.reopened,
    escalated: c.escalated,
    promisesKept: c.promisesKept,
    promisesMissed: c.promisesMissed,
    promisesKeptRate: promises === 0 ? null : c.promisesKept / promises,
    assignMisses: c.assignMisses,
    escalationMisses: c.escalationMisses,
    complaintMisses: c.complaintMisses,
  };
}

/** Filled anew for each answer and never handed out: a report by five minutes asks some ten thousand times. */
const counters = Object.fromEntries([...GAUGES, ...DATED].map((name) => [name, 0])) as Counters;
const ZEROS: Figures = Object.freeze(computed(DATED.map(() => 0)));

const NOTHING: Figures = {
  created: null,
  completed: null,
  answered: null,
  handled: null,
  avgResponseSeconds: null,
  avgHandleSeconds: null,
  timeouts: null,
  timeoutRate: null,
  serviceLevel: null,
  abandoned: null,
  abandonRate: null,
  satisfaction: null,
  ratings: null,
  avgScore: null,
  firstContactRate: null,
  reopened: null,
  escalated: null,
  promisesKept: null,
  promisesMissed: null,
  promisesKeptRate: null,
  assignMisses: null,
  escalationMisses: null,
  complaintMisses: null,
};
