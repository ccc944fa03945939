// Why a reassignment is proposed, from its codes and figures; the sentence that comes along is English and for logs.
import { count, span, stopwatch, UNKNOWN } from '../../ui/format';
import type { Said } from '../refusal';
import type { Move } from '../wire';

const CODES = ['trouble-lasts', 'home-needs-agent', 'host-recovered', 'assist-hurts-home'] as const;
const figure = (numbers: Record<string, unknown>, key: string): number | null => {
  const value = numbers[key];
  return typeof value === 'number' ? value : null;
};

const seats = (value: number | null): string => (value === null ? UNKNOWN : String(Math.round(value * 10) / 10));

/** Null where only the sentence is left to show. */
export function whyOf(
  { trigger, actor }: Pick<Move, 'trigger' | 'actor'>,
  unit: (unit: 'seconds' | 'minutes' | 'hours') => string,
): Said | null {
  if (typeof trigger !== 'object' || trigger === null) return null;
  const { code, numbers } = trigger as { code?: unknown; numbers?: unknown };
  if (code === 'manual') return { word: 'why.manual', values: { who: actor } };
  const known = CODES.find((one) => one === code);
  if (known) return { word: `why.${known}` };
  if (code !== 'receiver-overloaded') return null;
  const of = (typeof numbers === 'object' && numbers !== null ? numbers : {}) as Record<string, unknown>;
  const [pending, wait, arrivals] = [figure(of, 'pending'), figure(of, 'oldestWaitSeconds'), figure(of, 'arrivalsPerHour')];
  const [handle, load, capacity] = [figure(of, 'handleSeconds'), figure(of, 'offeredLoad'), figure(of, 'capacity')];
  if (pending === null || wait === null) return null;
  const short = { pending: count(pending), wait: stopwatch(wait) };
  if (arrivals === null || handle === null || load === null || capacity === null)
    return { word: 'why.overloadedShort', values: short };
  const each = span(handle);
  return {
    word: 'why.overloaded',
    values: {
      ...short,
      arrivals: count(arrivals),
      handle: each.unit === null ? each.value : `${each.value} ${unit(each.unit)}`,
      load: seats(load),
      capacity: seats(capacity),
    },
  };
}
