import type { Channel, Site } from '@tideboard/contracts';
import { type BusinessDay, businessDay, makeDayFinder } from './business-day.js';
import type { Fact } from './fact.js';
import { type Calendar, makeCalendar } from './service-hours.js';
import { makeTopicOf, type TopicOf } from './topic.js';

/** The registry as it stood from `from` (epoch ms) on, until the next version. */
export interface PolicyVersion {
  from: number;
  site: Site;
  channels: Channel[];
}

/**
 * The history of the registry after a change at `now`. Rule R11: a change judges today anew, never a past day, so it holds from the
 * start of the current business day and replaces whatever else was decided today.
 *
 * @param versions oldest first; may be empty, and then the result holds from the beginning of time
 */
export function amendPolicy(versions: readonly PolicyVersion[], next: Omit<PolicyVersion, 'from'>, now: number): PolicyVersion[] {
  if (versions.length === 0) return [{ from: 0, ...next }];
  const from = businessDay(now, next.site).from;
  const earlier = versions.filter((version) => version.from < from);
  return [...earlier, { from: earlier.length === 0 ? 0 : from, ...next }];
}

interface Era {
  from: number;
  site: Site;
  channels: Map<string, { channel: Channel; calendar: Calendar }>;
  dayOf: (instant: number) => BusinessDay;
  topicOf: TopicOf;
}

/** A policy history made ready for judging: what a channel was, and which business day an instant belongs to, at any time. */
export interface Policy {
  readonly eras: readonly Era[];
  /** The channel and its calendar as era `index` judges them; undefined when it is not in the registry. */
  channelIn(index: number, id: string): { channel: Channel; calendar: Calendar } | undefined;
  eraAt(instant: number): number;
  dayOf(instant: number): BusinessDay;
  /** Whether a present gauge of the channel has a place on the board. */
  has(id: string): boolean;
  /** What a ticket is about, by the rules of the day on which it was created: rules of later days change no past one. */
  topicOf(created: Fact): string | null;
}

/** Compiles a history; keep the result as long as the registry does not change. */
export function compilePolicy(versions: readonly PolicyVersion[]): Policy {
  const eras: Era[] = versions.map(({ from, site, channels }) => ({
    from,
    site,
    channels: new Map(channels.map((channel) => [channel.id, { channel, calendar: makeCalendar(channel, site.timeZone) }])),
    dayOf: makeDayFinder(site),
    topicOf: makeTopicOf(site.topics),
  }));
  const eraAt = (instant: number): number => {
    let index = eras.length - 1;
    while (index > 0 && eras[index]!.from > instant) index -= 1;
    return index;
  };
  return {
    eras,
    eraAt,
    // Rule R3: a channel that came later is judged "as if it had always been", by the first era that knows it.
    channelIn: (index, id) => {
      for (let i = index; i < eras.length; i += 1) {
        const known = eras[i]!.channels.get(id);
        if (known) return known;
      }
      return undefined;
    },
    dayOf: (instant) => eras[eraAt(instant)]!.dayOf(instant),
    has: (id) => eras.at(-1)?.channels.has(id) ?? false,
    topicOf: (created) => eras[eraAt(created.at)]!.topicOf(created),
  };
}
