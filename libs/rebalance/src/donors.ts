import { canSpareOne, courseWith, type Draft } from './draft.js';
import type { Channel } from './channel.js';
import type { Binding } from './types.js';

/** Standard errors by which a donor's arrivals may be underestimated without harm. */
const caution = 0.75;

/** Why a channel may not lend `slots` more conversations now, after everything already chosen, or null. */
export function donorBinding(draft: Draft, donor: Channel, slots: number): Binding | null {
  if (draft.hot.has(donor.index)) return 'hot';
  if (!canSpareOne(draft, donor)) return 'minimum-staff';
  const after = courseWith(draft, donor, -slots, caution);
  const load = after.capacity > 0 ? after.offered / after.capacity : Number.POSITIVE_INFINITY;
  if (donor.deferrable) {
    if (load > 2) return 'offered-load';
    if (after.longestWait > 0.65 * donor.promise || donor.oldestWait > 0.6 * donor.promise) return 'wait';
    return after.serviceLevel < donor.target ? 'service-level' : null;
  }
  if (load > 0.9) return 'offered-load';
  const before = courseWith(draft, donor, 0, caution);
  const safe = Math.min(donor.target + 0.08, (1 + donor.target) / 2);
  return after.serviceLevel < safe || before.serviceLevel - after.serviceLevel > 0.03 ? 'service-level' : null;
}
