// What a schema cannot say about a channel and the site.
import {
  CHANNEL_TYPES,
  Channel,
  LocalisedText,
  Site,
  Slug,
  type Threshold,
  type TopicRule,
  type FieldError,
  fieldError,
} from '@tideboard/contracts';
import { Type } from 'typebox';
import { isTimeZone } from '../config/app-config.js';
import { checker } from '../platform/http/json-body.js';
import { ProblemError } from '../platform/http/problem.js';
import { channelOf } from './defaults.js';
import { emptyNames } from './distinct-names.js';
import { fillFrom, mergePatch } from './merge-patch.js';

type Report = FieldError;

/** What PUT needs; the rest is filled. */
const essentials = checker(Type.Object({ id: Type.Optional(Slug), name: LocalisedText, type: Type.Enum([...CHANNEL_TYPES]) }));
const whole = checker(Channel);
const site = checker(Site);

const refuse = (errors: Report[]) => {
  if (errors.length > 0) throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
};

/** A whole, valid channel from the body of a PUT; throws 422. */
export function readChannel(id: string, body: unknown): Channel {
  const { name, type, id: named = id } = essentials(body);
  refuse(named === id ? [] : [fieldError('/id', 'id_of_path')]);
  const { thresholds, ...rest } = withoutUnset(body);
  const filled = fillFrom(channelOf({ id, name, type }), rest) as Record<string, unknown>;
  return valid(whole({ ...filled, thresholds: { ...(filled['thresholds'] as object), ...wholeThresholds(thresholds) } }));
}

/** A threshold is taken as given and not filled up: a default `release` of 35 beside a given `breach` of 10 would contradict it. */
function wholeThresholds(given: unknown): Thresholds {
  if (typeof given !== 'object' || given === null) return given === undefined ? {} : ({ pending: given } as Thresholds);
  const entries = Object.entries(given).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([metric, value]) => [metric, fillFrom({ warn: null, breach: null }, value)]),
  ) as Thresholds;
}

/** The channel after a merge patch. What the patch removes goes back to the default of the type. */
export function patchChannel(channel: Channel, patch: unknown): Channel {
  const merged = mergePatch(channel, patch) as Record<string, unknown>;
  // A threshold that was taken away stays away: filling it in again would raise the alert that somebody has just switched off.
  const thresholds = giveWay((merged['thresholds'] ?? {}) as Thresholds, (patch as { thresholds?: Thresholds }).thresholds);
  const filled = readChannel(channel.id, { ...merged, thresholds });
  return valid(whole({ ...filled, thresholds: withLimits(wholeThresholds(thresholds)) }));
}

/** Without any limit there is no threshold: who takes away the last one has switched it off. */
const withLimits = (thresholds: Thresholds): Thresholds =>
  Object.fromEntries(
    Object.entries(thresholds).filter(([, threshold]) => threshold && !(threshold.warn === null && threshold.breach === null)),
  );

/** A channel that was put together elsewhere; throws 422 with every place that is wrong. */
export const checkChannel = (channel: unknown): Channel => valid(whole(channel));

type Thresholds = Record<string, Partial<Threshold> | null>;
const STEPS = ['release', 'warn', 'breach'] as const;
const lessIsWorse = (metric: string) => metric === 'satisfaction';

/** Steps that a patch does not mention give way to those it does: who lowers `breach` means the warning to come down with it. */
function giveWay(merged: Thresholds, patch: Thresholds = {}): Thresholds {
  const result = { ...merged };
  for (const [metric, mentioned] of Object.entries(patch)) {
    const threshold = merged[metric];
    if (threshold && mentioned) result[metric] = { ...threshold, ...moved(threshold, mentioned, lessIsWorse(metric) ? -1 : 1) };
  }
  return result;
}

function moved(threshold: Partial<Threshold>, mentioned: Partial<Threshold>, sign: 1 | -1): Partial<Threshold> {
  const entries = STEPS.flatMap((step, i): [string, number][] => {
    const value = threshold[step];
    if (typeof value !== 'number' || step in mentioned) return [];
    const named = (steps: readonly (typeof STEPS)[number][]) =>
      steps.map((s) => mentioned[s]).filter((v) => typeof v === 'number');
    const above = named(STEPS.slice(i + 1)).map((v) => v * sign);
    const below = named(STEPS.slice(0, i)).map((v) => v * sign);
    return [[step, Math.max(Math.min(value * sign, ...above), ...below) * sign]];
  });
  return Object.fromEntries(entries);
}

/** The site after a merge patch. */
export function patchSite(current: Site, patch: unknown): Site {
  const next = site(fillFrom(current, mergePatch(current, patch)));
  const errors: Report[] = [];
  if (!isTimeZone(next.timeZone)) errors.push(fieldError('/timeZone', 'time_zone'));
  if (next.businessDayStart === '24:00') errors.push(fieldError('/businessDayStart', 'day_start'));
  errors.push(...topicErrors(next.topics ?? []));
  refuse(errors);
  return next;
}

function topicErrors(rules: readonly TopicRule[]): Report[] {
  return rules.flatMap(({ topic, name }, i) => [
    ...(rules.findIndex((rule) => rule.topic === topic) < i ? [fieldError(`/topics/${i}/topic`, 'repeated')] : []),
    ...emptyNames(name).map((error) => ({ ...error, path: `/topics/${i}${error.path}` })),
  ]);
}

/** In a PUT an explicit null means the same as in GET's answer: "none" where a field may be none, else "not said". */
function withoutUnset(body: unknown): Record<string, unknown> {
  const nullable = new Set([
    'accessMethod',
    'owner',
    'contact',
    'dailyCapacity',
    'customerGroup',
    'serviceHours',
    'silentAfterSeconds',
  ]);
  const entries = Object.entries(body as object).filter(([key, value]) => value !== null || nullable.has(key));
  return Object.fromEntries(entries);
}

function valid(channel: Channel): Channel {
  const thresholds = Object.entries(channel.thresholds).flatMap(([metric, value]) =>
    value ? ordered(`/thresholds/${metric}`, value, lessIsWorse(metric)) : [],
  );
  const dates = channel.holidays.flatMap((date, i) => (isDate(date) ? [] : [fieldError(`/holidays/${i}`, 'date')]));
  refuse([...thresholds, ...dates, ...emptyNames(channel.name)]);
  return channel;
}

/** release ≤ warn ≤ breach, the other way round where less is worse; a release beyond the warning would clear what it has just raised. */
function ordered(path: string, { release, warn, breach }: Threshold, falling: boolean): Report[] {
  const steps = [release, warn, breach].filter((step): step is number => typeof step === 'number');
  if (steps.some((step) => step < 0)) return [fieldError(path, 'negative')];
  const sorted = steps.every((step, i) => i === 0 || (falling ? step <= steps[i - 1]! : step >= steps[i - 1]!));
  return sorted ? [] : [fieldError(path, falling ? 'order_falling' : 'order_rising')];
}

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
