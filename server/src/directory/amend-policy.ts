// Stands in until `@tideboard/domain` exports `amendPolicy` and `PolicyVersion`; same signatures.
import type { Channel, Site } from '@tideboard/contracts';
import { DateTime } from 'luxon';

/** What the floor was judged by from the site instant `from` on. */
export interface PolicyVersion {
  from: number;
  site: Site;
  channels: Channel[];
}

/** The start of the business day that `now` lies in, in the site's own zone. */
function dayStart({ timeZone, businessDayStart }: Site, now: number): number {
  const [hour = 0, minute = 0] = businessDayStart.split(':').map(Number);
  const local = DateTime.fromMillis(now, { zone: timeZone });
  const today = local.set({ hour, minute, second: 0, millisecond: 0 });
  return (today <= local ? today : today.minus({ days: 1 })).toMillis();
}

/** Rule R11: a change judges today anew and leaves past days as they were judged. */
export function amendPolicy(versions: PolicyVersion[], next: { site: Site; channels: Channel[] }, now: number): PolicyVersion[] {
  if (versions.length === 0) return [{ from: 0, ...next }];
  const from = dayStart(next.site, now);
  const kept = versions.filter((version) => version.from < from);
  return [...kept, { from: kept.length === 0 ? 0 : from, ...next }];
}
