// What a screen knows about its feed, as a table: a new state or input breaks the build until every pair is answered.
//
//   connecting ─snapshot─► live ◄─beat/snapshot─ stale
//        │                  │ └──────silence──────►│
//        └──closed──► link_lost ◄──────closed──────┘      any ─refused─► unauthorized
import { STALE_AFTER_MS } from '@tideboard/contracts';

export type Connection = 'connecting' | 'live' | 'stale' | 'link_lost' | 'unauthorized';
export type ConnectionInput = 'snapshot' | 'beat' | 'silence' | 'closed' | 'refused' | 'restart';

const TABLE: Record<Connection, Record<ConnectionInput, Connection>> = {
  connecting: {
    snapshot: 'live',
    // A beat alone says that the server lives, not what the numbers are.
    beat: 'connecting',
    silence: 'connecting',
    closed: 'link_lost',
    refused: 'unauthorized',
    restart: 'connecting',
  },
  live: { snapshot: 'live', beat: 'live', silence: 'stale', closed: 'link_lost', refused: 'unauthorized', restart: 'connecting' },
  stale: {
    snapshot: 'live',
    beat: 'live',
    silence: 'stale',
    closed: 'link_lost',
    refused: 'unauthorized',
    restart: 'connecting',
  },
  link_lost: {
    snapshot: 'live',
    // The line is back, the numbers are still those from before: only a snapshot makes them true again.
    beat: 'link_lost',
    silence: 'link_lost',
    closed: 'link_lost',
    refused: 'unauthorized',
    restart: 'connecting',
  },
  // Only a new token leads out of here.
  unauthorized: {
    snapshot: 'unauthorized',
    beat: 'unauthorized',
    silence: 'unauthorized',
    closed: 'unauthorized',
    refused: 'unauthorized',
    restart: 'connecting',
  },
};

export const nextConnection = (state: Connection, input: ConnectionInput): Connection => TABLE[state][input];

export const isSilent = (lastHeardAt: number, now: number): boolean => now - lastHeardAt > STALE_AFTER_MS;

/** After this long without feed the numbers say more wrong than right and become unknown. */
export const FORGET_AFTER_MS = 15 * 60_000;
