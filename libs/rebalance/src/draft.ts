import { type Capacity, capacityOf, slotsOf } from './capacity.js';
import { type Course, courseOf, horizonOf } from './course.js';
import type { Agent } from './agent.js';
import type { Channel } from './channel.js';
import type { Model } from './model.js';
import type { ActionKind, AssistRule, Binding, ReasonCode } from './types.js';

// Taken once: in a sandbox (jest, vm) every look-up of a global costs more than the sum it is for.
const { max } = Math;

/** A decision before it is written out. */
export interface Choice {
  action: Exclude<ActionKind, 'reroute'>;
  agent: Agent;
  from: number;
  to: number;
  rule?: AssistRule;
  reason: ReasonCode;
}

/** Why a possible donor was not used for a receiver. */
export interface NotChosen {
  donor: number;
  receiver: number;
  binding: Binding;
}

/** A course and the supposition it was computed for. */
interface Asked {
  slots: number;
  fromSeconds: number;
  pessimism: number;
  course: Course;
}

/**
 * The floor while one plan is being made: what was seen, and what the choices made so far change. Every check looks at the
 * floor after all choices, because a series of loans can sink a donor although each of them looked harmless.
 */
export interface Draft {
  model: Model;
  capacity: Capacity;
  choices: Choice[];
  notChosen: NotChosen[];
  /** Conversations that choices add to (or take from) a channel. */
  slots: Float64Array;
  staff: Int32Array;
  /** Conversations that assisting people add while their home allows. */
  help: Float64Array;
  /** Course of each channel as things are going, without choices. */
  courses: Course[];
  /** Every course asked for so far, channel by channel: the same question comes back for each candidate. */
  asked: Asked[][];
  /** People with an order or an assist that takes them from their home. */
  lent: Agent[];
  /** Indices of channels that cannot keep their promise as things are going. */
  hot: Set<number>;
  touched: Set<number>;
}

/** The course of a channel with the choices so far, and `extra` conversations more. */
export function courseWith(draft: Draft, channel: Channel, extra = 0, pessimism = 0): Course {
  const { model, slots, help } = draft;
  const i = channel.index;
  const asked = draft.asked[i] as Asked[];
  const more = (slots[i] ?? 0) + (help[i] ?? 0) + extra;
  const fromSeconds = extra > 0 ? model.policy.actuationDelaySeconds + model.policy.switchoverSeconds : 0;
  for (const a of asked) if (a.slots === more && a.fromSeconds === fromSeconds && a.pessimism === pessimism) return a.course;
  const horizonSeconds = horizonOf(channel, model.policy.horizonSeconds);
  const suppose = { slots: more, fromSeconds, pessimism, dataAge: model.dataAge, horizonSeconds };
  const course = courseOf(channel, draft.capacity.paths[i] as Float64Array, suppose);
  asked.push({ slots: more, fromSeconds, pessimism, course });
  return course;
}

/** A channel is in trouble when it will miss its target, or does already and people still wait. */
export function isHot(channel: Channel, course: Course): boolean {
  if (course.serviceLevel < channel.target) return true;
  return channel.oldestWait > channel.promise && channel.pending >= max(2, 0.15 * course.capacity);
}

export function draftOf(model: Model): Draft {
  const draft: Draft = {
    model,
    capacity: capacityOf(model),
    choices: [],
    notChosen: [],
    slots: new Float64Array(model.channels.length),
    staff: new Int32Array(model.channels.length),
    help: new Float64Array(model.channels.length),
    courses: [],
    asked: model.channels.map(() => []),
    lent: model.agents.filter(isLent),
    hot: new Set(),
    touched: new Set(),
  };
  draft.staff.set(draft.capacity.staff);
  draft.courses = model.channels.map((c) => courseWith(draft, c));
  for (const c of model.channels) if (isHot(c, draft.courses[c.index] as Course)) draft.hot.add(c.index);
  return draft;
}

/** Adds a choice and what it changes; the agent is out of every later consideration of this plan. */
export function choose(draft: Draft, choice: Choice): void {
  draft.choices.push(choice);
  draft.touched.add(choice.agent.index);
  if (choice.action !== 'move' && choice.action !== 'return') return;
  const { model, slots, staff } = draft;
  slots[choice.from] = (slots[choice.from] ?? 0) - slotsOf(model, choice.agent, choice.from);
  slots[choice.to] = (slots[choice.to] ?? 0) + slotsOf(model, choice.agent, choice.to);
  staff[choice.from] = (staff[choice.from] ?? 0) - 1;
  staff[choice.to] = (staff[choice.to] ?? 0) + 1;
}

/** May one more person leave the channel without going below its minimum? */
export function canSpareOne(draft: Draft, channel: Channel): boolean {
  return (draft.staff[channel.index] ?? 0) - 1 >= max(1, channel.minStaff);
}

export function full(draft: Draft): boolean {
  return draft.choices.length >= draft.model.policy.maxActionsPerTick;
}

/** Away from home, on the way from or to somewhere else, or assisting; and on duty. */
function isLent(a: Agent): boolean {
  if (a.channel === a.home && a.leaving === a.home && a.assisting.hosts.length === 0) return false;
  return a.state !== 'offline' && a.state !== 'break';
}

/** Is anybody of `from` on loan to, assisting, or on the way to `to`? Then nothing may be ordered the other way. */
export function openBetween(draft: Draft, from: number, to: number): boolean {
  if (from === to) return true;
  if (draft.choices.some((c) => (c.action === 'move' || c.action === 'assist') && c.from === from && c.to === to)) return true;
  const ending = (a: Agent) => draft.choices.some((c) => c.agent === a && (c.action === 'return' || c.action === 'end-assist'));
  const helping = (a: Agent) => a.channel === to || a.leaving === to || a.assisting.hosts.includes(to);
  return draft.lent.some((a) => a.home === from && helping(a) && !ending(a));
}
