// Screens, as the server sees them: they connect, take the snapshot, apply deltas, and note everything that came.
import { applyDelta } from '@tideboard/board-sync';
import type { Board, BoardBeat, BoardDelta, ClientToServer, ServerToClient } from '@tideboard/contracts';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { api, eventually } from './server.js';

export interface Screen {
  socket: Socket<ServerToClient, ClientToServer>;
  /** What the screen shows: the last snapshot and all deltas since. */
  board(): Board;
  snapshots: number;
  /** Deltas that did not start where the screen stood. */
  gaps: number;
  deltas: BoardDelta[];
  beats: { at: number; beat: BoardBeat }[];
  /** `connect_error` and `disconnect`, in words. */
  partings: string[];
  /** Every channel id that was ever in a frame. */
  seen: Set<string>;
  until(look: (board: Board) => unknown, ms?: number): Promise<Board>;
  close(): void;
}

const screens = new Set<Screen>();

export function openScreen(url: string, token: string, options: Partial<ManagerOptions & SocketOptions> = {}): Screen {
  const socket: Screen['socket'] = io(`${url}/board`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    ...options,
  });
  let board: Board | null = null;
  const screen: Screen = {
    socket,
    board: () => board!,
    snapshots: 0,
    gaps: 0,
    deltas: [],
    beats: [],
    partings: [],
    seen: new Set(),
    until: (look, ms = 5000) => eventually(async () => (board && look(board) ? board : null), ms),
    close: () => void socket.disconnect(),
  };
  const note = ({ channels }: { channels: { id: string }[] }): void => channels.forEach(({ id }) => screen.seen.add(id));
  socket.on('board:snapshot', (snapshot) => {
    note(snapshot);
    board = snapshot;
    screen.snapshots += 1;
  });
  socket.on('board:delta', (delta) => {
    note(delta);
    screen.deltas.push(delta);
    const next = board ? applyDelta(board, delta) : 'gap';
    if (next !== 'gap') return void (board = next);
    screen.gaps += 1;
    socket.emit('board:resync');
  });
  socket.on('board:beat', (beat) => void screen.beats.push({ at: performance.now(), beat }));
  socket.on('connect_error', (error) => void screen.partings.push(`refused: ${error.message}`));
  socket.on('disconnect', (reason) => void screen.partings.push(reason));
  screens.add(screen);
  return screen;
}

/** The token of a screen that somebody has just paired. */
export async function openDisplay(url: string, by: ReturnType<typeof api>): Promise<string> {
  const { body } = await api(url).post<{ code: string; pollToken: string }>('/displays/pair');
  await by.post('/displays', { code: body.code, name: 'Wall' });
  return (await api(url).post<{ token: string }>('/displays/poll', { pollToken: body.pollToken })).body.token;
}

export function closeScreens(): void {
  for (const screen of screens) screen.close();
  screens.clear();
}

/** A board without what ticks by itself: two readings of one (epoch, rev) are equal in this. */
export function still(board: Board): unknown {
  return JSON.parse(
    JSON.stringify(board, (key, value: unknown) => (key === 'at' || key === 'longestWaitSeconds' ? undefined : value)),
  );
}
