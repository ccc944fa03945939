import { type Course, horizonOf } from './course.js';
import { type Choice, courseWith, type Draft } from './draft.js';
import { explain } from './explain.js';
import type { Channel } from './channel.js';
import { rateAt } from './rates.js';
import { type Given, handedOver } from './tickets.js';
import type { Action, AgentAction, Effect, Evidence, Outlook, Plan, Reroute } from './types.js';

const rounded = (value: number, digits: number) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null);

export function outlook(draft: Draft, channel: Channel, course: Course): Outlook {
  return {
    channel: channel.id,
    serviceLevel: rounded(course.serviceLevel, 4),
    waitSeconds: rounded(course.waitSeconds, 1),
    misses: rounded(course.misses, 2),
    pendingAtEnd: rounded(course.pendingAtEnd, 2),
    horizonSeconds: horizonOf(channel, draft.model.policy.horizonSeconds),
  };
}

/** What a channel's people and load looked like when the decision was made. */
function evidenceOf(draft: Draft, channel: Channel): Evidence {
  const course = draft.courses[channel.index] as Course;
  return {
    dataAgeSeconds: draft.model.dataAge,
    pending: channel.pending,
    oldestWaitSeconds: channel.oldestWait,
    arrivalsPerHour: rounded(rateAt(channel.rate, 0) * 3600, 1) ?? 0,
    handleSeconds: rounded(channel.handle, 1) ?? 0,
    offeredLoad: rounded(course.offered, 2) ?? 0,
    capacity: rounded(course.capacity, 2) ?? 0,
  };
}

/** Computed once for each channel that is asked for. */
function eachOnce<T>(compute: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    if (!known.has(index)) known.set(index, compute(index));
    return known.get(index) as T;
  };
}

/** Outlooks before and after all choices of the draft. */
export function effects(draft: Draft): (index: number) => Effect | null {
  return eachOnce((index) => {
    const channel = draft.model.channels[index];
    if (!channel) return null;
    return {
      before: outlook(draft, channel, draft.courses[index] as Course),
      after: outlook(draft, channel, courseWith(draft, channel)),
    };
  });
}

const leaves = ({ action }: Choice) => action === 'move' || action === 'return';

/** Writes a draft out as a plan. */
export function write(draft: Draft): Plan {
  const { channels } = draft.model;
  const effect = effects(draft);
  const evidence = eachOnce((index) => evidenceOf(draft, channels[index] as Channel));
  const toAction = (choice: Choice): AgentAction => ({
    action: choice.action,
    agent: choice.agent.id,
    from: channels[choice.from]?.id ?? '',
    to: channels[choice.to]?.id ?? '',
    when:
      choice.agent.conversations > 0 || choice.agent.state === 'busy' || choice.agent.state === 'wrap_up'
        ? 'after-current'
        : 'now',
    ...(choice.rule ? { rule: choice.rule } : {}),
    reason: choice.reason,
    evidence: evidence(choice.to),
    prediction: { receiver: effect(choice.to), donor: effect(choice.from) },
  });
  const toReroute = ({ channel, ...handover }: Given<Channel>): Reroute => ({
    action: 'reroute',
    ...handover,
    from: channel.id,
    to: channel.id,
    when: 'now',
    reason: 'agent-leaves',
    evidence: evidence(channel.index),
    prediction: { receiver: effect(channel.index), donor: effect(channel.index) },
  });
  const left = draft.choices.filter(leaves).map(({ agent, from }) => ({ agent, channel: channels[from] as Channel }));
  const actions: Action[] = [...draft.choices.map(toAction), ...handedOver(draft.model, left).map(toReroute)];
  return { actions, explanations: explain(draft, actions) };
}
