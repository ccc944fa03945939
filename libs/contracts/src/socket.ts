// The live wire, as types that both ends share. Namespace `/board`, websocket transport only, `auth: {token, build?}`.
import type { AgentsFrame } from './agent.js';
import type { ScreenSettings } from './display.js';
import type { Board, BoardBeat, BoardDelta, BoardTrend } from './board.js';

export const BOARD_NAMESPACE = '/board';

/** To an agent's own page: once a second, and whenever `changes` grows. What has changed is for the page to ask. */
export interface MyBeat {
  /** Site clock. */
  at: string;
  /** How often something of this agent's has changed since this page came. */
  changes: number;
}

export interface ServerToClient {
  'board:snapshot': (board: Board) => void;
  'board:delta': (delta: BoardDelta) => void;
  'board:beat': (beat: BoardBeat) => void;
  'board:trend': (trend: BoardTrend) => void;
  /** The people of the channels that the reader may see; never to a display. */
  'agents:changed': (frame: AgentsFrame) => void;
  /** The web build that this server serves: a screen that runs another one reloads at a quiet moment. */
  'board:build': (build: { id: string }) => void;
  /** To paired screens only: how to look. Sent on arrival and whenever it was changed. */
  'screen:settings': (screen: { name: string; settings: ScreenSettings }) => void;
  /** Show the screen's name, large, for ten seconds. */
  'screen:identify': (screen: { name: string }) => void;
  'screen:reload': () => void;
  /** To an agent's own page only, which has no board. */
  'me:beat': (beat: MyBeat) => void;
}

export interface ClientToServer {
  'board:resync': () => void;
}

/** A beat older than this (milliseconds, real time) means that the board on the screen is stale. */
export const STALE_AFTER_MS = 2500;
