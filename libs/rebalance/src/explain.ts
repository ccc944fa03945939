import { onFloor } from './capacity.js';
import type { Choice, Draft } from './draft.js';
import type { Action, AgentAction, Explanation, Reroute } from './types.js';

const ofReroute = ({ action, of, agent, from, to, tickets, reason }: Reroute): Explanation => ({
  code: reason,
  params: { action, of, ...(agent === null ? {} : { agent }), from, to, tickets },
  numbers: { tickets: tickets.length },
});

function ofAction(action: AgentAction, { from, to }: Choice, draft: Draft): Explanation {
  const { evidence, prediction } = action;
  const { receiver, donor } = prediction;
  const target = (channel: number) => draft.model.channels[channel]?.target ?? null;
  return {
    code: action.reason,
    params: { action: action.action, agent: action.agent, from: action.from, to: action.to, when: action.when },
    numbers: {
      dataAgeSeconds: evidence.dataAgeSeconds,
      pending: evidence.pending,
      oldestWaitSeconds: evidence.oldestWaitSeconds,
      arrivalsPerHour: evidence.arrivalsPerHour,
      handleSeconds: evidence.handleSeconds,
      offeredLoad: evidence.offeredLoad,
      capacity: evidence.capacity,
      serviceLevelBefore: receiver?.before.serviceLevel ?? null,
      serviceLevelAfter: receiver?.after.serviceLevel ?? null,
      waitSecondsBefore: receiver?.before.waitSeconds ?? null,
      waitSecondsAfter: receiver?.after.waitSeconds ?? null,
      donorServiceLevelAfter: donor?.after.serviceLevel ?? null,
      donorTarget: target(from),
      receiverTarget: target(to),
      loanSeconds: action.action === 'move' ? draft.model.policy.minLoanSeconds : null,
    },
  };
}

/** Donors that were considered and left alone, one line for each pair and the constraint that bound it. */
function ofUnused(draft: Draft): Explanation[] {
  const id = (i: number) => draft.model.channels[i]?.id ?? '';
  const seen = new Set<string>();
  return draft.notChosen.flatMap(({ donor, receiver, binding }) => {
    const key = `${donor}>${receiver}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const staff = draft.staff[donor] ?? 0;
    return [
      {
        code: 'donor-unused' as const,
        params: { donor: id(donor), receiver: id(receiver), binding },
        numbers: {
          staff,
          minStaff: draft.model.channels[donor]?.minStaff ?? null,
          serviceLevel: draft.courses[donor]?.serviceLevel ?? null,
        },
      },
    ];
  });
}

/** Channels in trouble for which nothing was chosen: is nobody there who could, or is nobody free enough? */
function ofUnhelped(draft: Draft): Explanation[] {
  const { channels, agents } = draft.model;
  const helped = new Set(draft.choices.map((c) => c.to));
  const helping = new Int32Array(channels.length);
  for (const a of agents) {
    if (!onFloor(a)) continue;
    if (a.channel !== a.home) helping[a.channel] = (helping[a.channel] ?? 0) + 1;
    for (const h of a.assisting.hosts) if (h !== a.channel || a.channel === a.home) helping[h] = (helping[h] ?? 0) + 1;
  }
  return [...draft.hot].flatMap((i) => {
    if (helped.has(i)) return [];
    const skilled = (draft.model.skilled[i] ?? []).filter((a) => onFloor(a) && a.channel !== i).length;
    const code = skilled === 0 ? ('no-helper' as const) : ('no-worthwhile-batch' as const);
    return [
      {
        code,
        params: { receiver: channels[i]?.id ?? '' },
        numbers: { skilled, helping: helping[i] ?? 0, serviceLevel: draft.courses[i]?.serviceLevel ?? null },
      },
    ];
  });
}

/** When the whole floor drowns, moving people only moves the wait; say what would help. */
function ofFloor(draft: Draft): Explanation[] {
  const { channels, agents } = draft.model;
  if (draft.hot.size === 0 && draft.choices.length === 0)
    return [{ code: 'quiet', params: {}, numbers: { channels: channels.length } }];
  if (draft.hot.size < channels.length) return [];
  // Square-root staffing: load plus one square root of it (Halfin & Whitt 1981).
  const need = draft.courses.map((c, i) => (c.offered + Math.sqrt(c.offered)) / (channels[i]?.concurrency ?? 1));
  return [
    {
      code: 'all-hot',
      params: { options: ['call-in-reserves', 'offer-callbacks', 'announce-waits'] },
      numbers: { agentsNeeded: Math.ceil(need.reduce((a, b) => a + b, 0)), agentsOnDuty: agents.filter(onFloor).length },
    },
  ];
}

/** Everything worth telling about a draft: each action, each option not taken and why, and the state of the floor. */
export function explain(draft: Draft, actions: readonly Action[]): Explanation[] {
  const { dataAge, policy, unknown } = draft.model;
  const out: Explanation[] = actions.map((a, i) =>
    a.action === 'reroute' ? ofReroute(a) : ofAction(a, draft.choices[i] as Choice, draft),
  );
  if (dataAge > 3 * policy.tickSeconds)
    out.push({ code: 'data-old-compensated', params: {}, numbers: { dataAgeSeconds: dataAge } });
  if (draft.choices.length >= policy.maxActionsPerTick)
    out.push({ code: 'limit-reached', params: {}, numbers: { maxActionsPerTick: policy.maxActionsPerTick } });
  for (const channel of unknown) out.push({ code: 'channel-unknown', params: { channel }, numbers: {} });
  return [...out, ...ofUnhelped(draft), ...ofUnused(draft), ...ofFloor(draft)];
}
