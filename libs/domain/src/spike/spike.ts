// Early warning: is what came in lately more than this hour of the week usually brings?
//
// The method is Farrington's (Farrington et al. 1996, J. R. Stat. Soc. A 159:547; as improved by Noufaily et al. 2013, Stat. Med. 32:1206),
// which public health uses on reports of disease: the count is held against the same time in earlier weeks by a quasi-Poisson model with
// overdispersion, past outbreaks are weighted down, and the limit is a quantile of the negative binomial that predicts the next count.
// Where hardly anything comes, what a series does by itself is told by its own days (`own-tail.ts`). Here a reference is
// a week ago, not a year; and where hardly anything comes, the series' own mean at that time of day lends a hand.
import { expectationOf, type SpikeCase } from './baseline.js';
import { countUpTo, SLOTS_A_WEEK } from './count-series.js';
import { quantileAbove, tailOf } from './count-tail.js';
import { ownLimit } from './own-tail.js';
import { SPIKE_RULE } from './spike-rule.js';

export interface SpikeFinding {
  observed: number;
  expected: number;
  /** Nineteen of twenty such hours lie within. */
  low: number;
  high: number;
  /** The largest count that is no alarm. */
  limit: number;
  /** Weeks that the expectation stands on. */
  weeks: number;
  /** The chance of as many or more, if nothing is the matter. */
  score: number;
}

/** The finding of one series. `tests`: how many series of the site are judged beside it, all of which share the budget. */
export function spikeOf(
  spike: SpikeCase,
  { slot, tests }: { slot: number; tests: number },
  rule = SPIKE_RULE,
): SpikeFinding | null {
  const model = expectationOf(spike, slot, rule);
  if (model === null) return null;
  const share = rule.alarmsPerWeek / (Math.max(1, tests) * (SLOTS_A_WEEK / rule.windowSlots) * rule.scan);
  const perDay = rule.alarmsPerWeek / (7 * Math.max(1, tests));
  const limit = Math.max(
    quantileAbove(model, share),
    rule.minCount - 1,
    Math.floor(model.mean * rule.minRatio),
    ownLimit(spike, model.mean, { perDay, minCount: rule.minCount }),
  );
  const observed = countUpTo(spike.own, slot, rule.windowSlots);
  return {
    observed,
    expected: model.mean,
    low: quantileAbove(model, 0.975),
    high: quantileAbove(model, 0.025),
    limit,
    weeks: model.weeks,
    score: tailOf(model, observed),
  };
}
