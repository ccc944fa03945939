import type { Policy } from '@tideboard/domain';

/**
 * What time alone does to the board. It lies in the store and not in each node's clock: two nodes a few milliseconds apart would
 * otherwise show two contents under one rev at every midnight and every closing time.
 */
export interface Phase {
  day: string;
  /** Channels outside their service hours. */
  closed: string[];
  /** Channels whose sources have been silent for longer than the channel allows. */
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
  const silence = (id: string): number =>
    now - Math.max(-Infinity, ...(heard.feeds.get(id) ?? []).map((source) => heard.sources.get(source) ?? -Infinity));
  return {
    day: policy.dayOf(now).date,
    closed: ids(({ calendar }) => !calendar.isOpen(now)),
    silent: ids(
      ({ channel: { id, silentAfterSeconds } }) => silentAfterSeconds !== null && silence(id) > silentAfterSeconds * 1000,
    ),
  };
}
