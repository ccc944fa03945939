// What a board shows beside what the event log tells: it is written down when it changes, so that the past can be drawn whole.
import { createHash } from 'node:crypto';
import type { Board } from '@tideboard/contracts';
import type { Scene } from '../board/draw.js';

/** Of a scene, everything but the numbers and the registry's documents. */
export type BoardContext = Pick<Scene, 'phase' | 'alerts' | 'reassignments' | 'automation' | 'registry' | 'epoch'> & {
  /** Site clock (epoch ms) from which on it held. */
  at: number;
  rev: number;
};

/** The board at one instant, as it was: `logId` is the last event in it, `context` the entry of its context. */
export interface BoardHash {
  at: number;
  epoch: string;
  rev: number;
  logId: string;
  context: string;
  hash: string;
}

/** The same for two boards of the same content; rev and epoch name a content and are none. */
export function hashOf(board: Board): string {
  const { businessDay, timeZone, totals, channels, alerts, reassignments, automation } = board;
  return createHash('sha256')
    .update(JSON.stringify([businessDay, timeZone, totals, channels, alerts, reassignments, automation]))
    .digest('base64url')
    .slice(0, 22);
}
