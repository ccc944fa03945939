import type { Board } from '@tideboard/contracts';
import type { Connection } from '../live/connection';

export type Banner = 'link_lost' | 'stale' | 'rebuilding' | 'no_channels' | 'no_data';

/** The one thing that is wrong with the whole board; the feed's own faults first, as they make all others hearsay. */
export function bannerOf(connection: Connection, board: Board | null): Banner | null {
  if (connection === 'link_lost' || connection === 'stale') return connection;
  if (!board) return null;
  if (board.rebuilding) return 'rebuilding';
  if (board.channels.length === 0) return 'no_channels';
  return board.channels.every((channel) => channel.status === 'no_data') ? 'no_data' : null;
}
