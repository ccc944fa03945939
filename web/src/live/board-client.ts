// The typed end of the live wire. It knows sockets and back-off; what a frame means is the sink's business.
import {
  type AgentsFrame,
  BOARD_NAMESPACE,
  type Board,
  type BoardBeat,
  type BoardDelta,
  type BoardTrend,
  type ClientToServer,
  type ScreenSettings,
  type ServerToClient,
} from '@tideboard/contracts';
import { io, type Socket } from 'socket.io-client';
import { backoffMs } from './backoff';

export interface BoardSink {
  snapshot(board: Board): void;
  delta(delta: BoardDelta): 'ok' | 'resync';
  beat(beat: BoardBeat): 'ok' | 'resync';
  trend(trend: BoardTrend): void;
  agents(frame: AgentsFrame): void;
  build(id: string): void;
  closed(): void;
  refused(): void;
}

/** What a paired screen is told beside the board. */
export interface ScreenSink {
  settings(settings: ScreenSettings): void;
  identify(name: string): void;
  reload(): void;
}

/** The file that this page started with: by it the server tells which build a screen runs. */
const ownBuild = (): string | undefined =>
  document.querySelector('script[src*="/assets/"]')?.getAttribute('src')?.split('/').at(-1);

export interface BoardClient {
  close(): void;
}

const isRefusal = (error: Error & { data?: { code?: unknown } }): boolean =>
  [error.message, error.data?.code].some((code) => code === 'unauthorized' || code === 'forbidden');

export function createBoardClient(token: string, sink: BoardSink, screen?: ScreenSink): BoardClient {
  // reconnection off: the library's jitter spreads a wave by half, ours spreads it fully, and "refused" must not be tried again
  const socket: Socket<ServerToClient, ClientToServer> = io(BOARD_NAMESPACE, {
    transports: ['websocket'],
    auth: { token, build: ownBuild() },
    reconnection: false,
    forceNew: true,
  });
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), backoffMs(attempt++, Math.random()));
  };
  const resyncIf = (verdict: 'ok' | 'resync') => {
    if (verdict === 'resync') socket.emit('board:resync');
  };

  socket.on('board:snapshot', (board) => {
    attempt = 0;
    sink.snapshot(board);
  });
  socket.on('board:delta', (delta) => resyncIf(sink.delta(delta)));
  socket.on('board:beat', (beat) => resyncIf(sink.beat(beat)));
  socket.on('board:trend', (trend) => sink.trend(trend));
  socket.on('agents:changed', (frame) => sink.agents(frame));
  socket.on('board:build', ({ id }) => sink.build(id));
  socket.on('screen:settings', ({ settings }) => screen?.settings(settings));
  socket.on('screen:identify', ({ name }) => screen?.identify(name));
  socket.on('screen:reload', () => screen?.reload());
  socket.on('connect_error', (error) => {
    if (isRefusal(error)) return sink.refused();
    sink.closed();
    later();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    sink.closed();
    later();
  });
  return {
    close() {
      clearTimeout(timer);
      socket.off();
      socket.disconnect();
    },
  };
}
