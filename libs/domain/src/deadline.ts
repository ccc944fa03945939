import type { Targets } from '@tideboard/contracts';
import type { Policy } from './policy.js';

/**
 * The deadline that a clock started at `start` on `channel` runs to, in epoch ms (Infinity: never), by the policy that had to judge it.
 *
 * Rules R8 and R11: time counts in service hours; a miss under an earlier policy stays a miss, a clock still running when the policy
 * changes is judged by the new one, which cannot have been missed before it began.
 *
 * @param settledAt when the clock was answered, or null
 * @param secondsOf picks the target; null where the channel has none
 */
export function deadlineOf(
  policy: Policy,
  { channel, start, settledAt }: { channel: string; start: number; settledAt: number | null },
  secondsOf: (targets: Targets) => number,
): number | null {
  for (let i = policy.eraAt(start); i < policy.eras.length; i += 1) {
    const judge = policy.channelIn(i, channel);
    if (!judge) return null;
    const era = policy.eras[i]!;
    const ends = policy.eras[i + 1]?.from ?? Infinity;
    const due = Math.max(judge.calendar.add(start, secondsOf(judge.channel.targets)), era.from);
    if (due < ends || ends === Infinity || (settledAt !== null && settledAt < ends)) return due;
  }
  return null;
}

/** Rule R8: missed when nothing answered at or before it and the site clock is past it. */
export const isMissed = (due: number | null, settledAt: number | null, now: number): due is number =>
  due !== null && now > due && !(settledAt !== null && settledAt <= due);
