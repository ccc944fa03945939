import type { Policy } from '@tideboard/domain';

/**
 * What time alone does to the board. It lies in the store and not in each node's clock: two nodes a few milliseconds apart would
 * otherwise show two contents under one rev at every midnight and every closing time.
 */
export interface Phase {
  day: string;
  /** Channels outside their service hours. */
  closed: string[];
  /** Channels whose sources have been silent for longer than the channel allows; one that nobody ever fed is not silent. */
  silent: string[];
}

/** Latest word of every source (epoch ms), and which sources have named which channel. */
export interface Heard {
  sources: ReadonlyMap<string, number>;
  feeds: ReadonlyMap<string, readonly string[]>;
}

/** The phase at `now` (site clock, epoch ms). */
export function phaseAt(policy: Policy, heard: Heard, now: number): Phase {
  const channels = [...policy.eras.at(-1)!.channels.values()];
  const ids = (pick: (entry: (typeof channels)[number]) => boolean): string[] =>
    channels
      .filter(pick)
      .map(({ channel }) => channel.id)
      .toSorted();
  // With its first event a channel is fed at once, and this is looked at a moment later: it must not have been called silent before.
  const silence = (id: string): number => {
    const feeding = heard.feeds.get(id)?.map((source) => heard.sources.get(source) ?? -Infinity);
    return feeding ? now - Math.max(...feeding) : 0;
  };
  return {
    day: policy.dayOf(now).date,
    closed: ids(({ calendar }) => !calendar.isOpen(now)),
    silent: ids(
      ({ channel: { id, silentAfterSeconds } }) => silentAfterSeconds !== null && silence(id) > silentAfterSeconds * 1000,
    ),
  };
}
