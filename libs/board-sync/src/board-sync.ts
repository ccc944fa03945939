// The one law that server and screen share (see libs/contracts board.ts for the protocol):
//   applyDelta(previous, diffBoard(previous, next)) equals next, for any two boards of one epoch and the same channels.
import type { Board, BoardDelta, ChannelBoard } from '@tideboard/contracts';
import { changed, equal } from './equal.js';

const sameChannels = (a: Board, b: Board): boolean =>
  a.channels.length === b.channels.length && a.channels.every((channel, i) => channel.id === b.channels[i]?.id);

/**
 * What leads from `previous` to `next`, or null where only a snapshot can: another epoch, other channels or another order of them,
 * a changed site. `longestWaitSeconds` does not count as a change: the reader's own clock makes it tick from `oldestPendingAt`. Of a channel
 * only what changed is sent; totals, alerts and the rest come whole or not at all, so that a reader may simply put them in place.
 */
export function diffBoard(previous: Board, next: Board): BoardDelta | null {
  if (
    previous.epoch !== next.epoch ||
    !sameChannels(previous, next) ||
    !equal(previous.site, next.site) ||
    previous.timeZone !== next.timeZone
  )
    return null;
  const channels = next.channels.flatMap((channel, i) => {
    const fields = changed(withoutWait(previous.channels[i]!), withoutWait(channel));
    return fields ? [{ id: channel.id, ...fields, ...wait(fields, channel) }] : [];
  });
  return {
    epoch: next.epoch,
    from: previous.rev,
    rev: next.rev,
    at: next.at,
    channels,
    ...(equal(withoutWait(previous.totals), withoutWait(next.totals)) ? {} : { totals: next.totals }),
    ...changed(pick(previous), pick(next)),
  };
}

/** The next board, or `'gap'` when the delta does not start where `board` stands: then ask for a snapshot. */
export function applyDelta(board: Board, delta: BoardDelta): Board | 'gap' {
  if (delta.epoch !== board.epoch || delta.from !== board.rev) return 'gap';
  const byId = new Map(delta.channels.map((fields) => [fields.id, fields]));
  const { channels: _, from: __, ...rest } = delta;
  return {
    ...board,
    ...rest,
    channels: board.channels.map((channel): ChannelBoard => {
      const fields = byId.get(channel.id);
      return fields ? { ...channel, ...fields } : channel;
    }),
  };
}

const withoutWait = <T extends { longestWaitSeconds: unknown }>(metrics: T): Omit<T, 'longestWaitSeconds'> => {
  const { longestWaitSeconds: _, ...rest } = metrics;
  return rest;
};

const wait = (fields: object, of: { longestWaitSeconds: number | null }) =>
  'oldestPendingAt' in fields ? { longestWaitSeconds: of.longestWaitSeconds } : {};

const pick = ({ alerts, reassignments, automation, businessDay, rebuilding }: Board) => ({
  alerts,
  reassignments,
  automation,
  businessDay,
  rebuilding,
});
