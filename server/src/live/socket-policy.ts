import type { ClientToServer, ServerToClient } from '@tideboard/contracts';
import type { Action } from '../access/policy.js';

/** What a client may ask for over the socket, by the action of the policy table; an event without one does not compile. */
export const CLIENT_EVENTS = { 'board:resync': 'board.read' } as const satisfies Record<keyof ClientToServer, Action>;

/** What opens the door: the board, or work of one's own. */
export const DOORS = ['board.read', 'self.work'] as const satisfies readonly Action[];

/** Who is told: everybody who may read the board, the paired screen itself, or the agent whose work it is. No event carries a personal field. */
export const SERVER_EVENTS = {
  'board:snapshot': 'board.read',
  'board:delta': 'board.read',
  'board:beat': 'board.read',
  'board:trend': 'board.read',
  'board:build': 'board.read',
  'agents:changed': 'agents.read',
  'screen:settings': 'the display itself',
  'screen:identify': 'the display itself',
  'screen:reload': 'the display itself',
  'me:beat': 'self.work',
} as const satisfies Record<keyof ServerToClient, Action | 'the display itself'>;
