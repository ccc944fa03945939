// What the plan has to say beside its actions: what it left alone, and why. Pure.
import type { Board, PlanExplanation, PolicyDocument } from '@tideboard/contracts';
import type { Plan } from '@tideboard/rebalance';
import { passesTriggers } from './proposals.js';

const CHANNELS = ['channel', 'donor', 'receiver', 'from', 'to'] as const;

/** Each action that is proposed has its reason with it; here is what none of them tells. */
export function besides({ actions, explanations }: Plan, policy: PolicyDocument, board: Board | null): PlanExplanation[] {
  const held = actions.filter((action) => !passesTriggers(action, policy, board));
  const proposed = held.length < actions.length;
  const said = explanations.filter(
    ({ code, params }) => params['action'] === undefined && (proposed || code !== 'limit-reached'),
  );
  const waiting = [...new Set(held.map(({ to }) => to))].map(
    (receiver): PlanExplanation => ({
      code: 'below-trigger',
      params: { receiver },
      numbers: { planned: held.filter(({ to }) => to === receiver).length, ...policy.triggers },
    }),
  );
  return [...waiting, ...said];
}

/** Sentences about channels that the reader may read; those about the whole floor without figures, unless the reader sees it all. */
export function readable(
  all: readonly PlanExplanation[],
  mayRead: (channel: string) => boolean,
  whole: boolean,
): PlanExplanation[] {
  return all.flatMap((one): PlanExplanation[] => {
    const named = CHANNELS.flatMap((key) => one.params[key] ?? []);
    if (named.length === 0) return [whole ? one : { ...one, numbers: {} }];
    return named.every(mayRead) ? [one] : [];
  });
}
