import { arrangeAssists } from './assists.js';
import { write } from './describe.js';
import { courseWith, type Draft, draftOf, full, isHot } from './draft.js';
import { countHelp } from './help.js';
import { bringHome, endAssists } from './homecoming.js';
import { arrangeLoans } from './loans.js';
import { type Model, readModel } from './model.js';
import { type PolicyInput, resolvePolicy } from './policy.js';
import { recall } from './recall.js';
import type { Explanation, Known, Plan, Snapshot } from './types.js';

/** At most so many receivers are looked after in one tick; the rest come ten seconds later. */
const receiversPerTick = 8;

const nothing = (code: Explanation['code'], numbers: Explanation['numbers'] = {}): Plan => ({
  actions: [],
  explanations: [{ code, params: {}, numbers }],
});

/** Why nothing may be planned at all, or null. */
function refusal(model: Model): Plan | null {
  const { policy, dataAge } = model;
  if (policy.mode === 'off') return nothing('mode-off');
  if (dataAge > Math.max(policy.maxDataAgeSeconds, 3 * policy.tickSeconds))
    return nothing('data-too-old', { dataAgeSeconds: dataAge });
  if (model.channels.length === 0 || model.agents.length === 0) return nothing('snapshot-empty');
  if (model.observed < policy.warmUpSeconds)
    return nothing('warming-up', { observedSeconds: model.observed, warmUpSeconds: policy.warmUpSeconds });
  return null;
}

/** Channels in trouble, the costliest first. */
function receivers(draft: Draft): number[] {
  const cost = (i: number) => courseWith(draft, draft.model.channels[i]!).cost;
  return [...draft.hot]
    .map((i) => ({ i, cost: cost(i) }))
    .sort((a, b) => b.cost - a.cost || a.i - b.i)
    .slice(0, receiversPerTick)
    .map((r) => r.i);
}

function decide(model: Model): Draft {
  const draft = draftOf(model);
  countHelp(draft);
  recall(draft);
  for (const i of receivers(draft)) {
    const host = model.channels[i]!;
    if (full(draft)) break;
    if (!isHot(host, courseWith(draft, host))) continue;
    // Helpers who stay at home cost nobody a change of channel; people are lent for what helpers cannot carry.
    arrangeAssists(draft, host);
    if (!full(draft) && isHot(host, courseWith(draft, host))) arrangeLoans(draft, host);
  }
  bringHome(draft);
  endAssists(draft);
  return draft;
}

/**
 * What to do now, if anything. Pure: same snapshot and policy, same plan, whatever the order of the lists.
 * `reroute` comes only with people who leave, and only of the tickets that the snapshot names (see `handOver`).
 * Never throws on missing figures; what is unknown is left alone and said so.
 */
export function plan(snapshot: Known<Snapshot>, policy?: Known<PolicyInput>): Plan {
  if (!snapshot || typeof snapshot.now !== 'number' || !Number.isFinite(snapshot.now)) return nothing('snapshot-empty');
  const model = readModel(snapshot, resolvePolicy(policy));
  return refusal(model) ?? write(decide(model));
}
