// The board's end of the live wire; what a frame means is the sink's business.
import type { AgentsFrame, Board, BoardBeat, BoardDelta, BoardTrend, ScreenSettings } from '@tideboard/contracts';
import { type LineEnds, openLine } from './line';

export interface BoardSink extends LineEnds {
  snapshot(board: Board): void;
  delta(delta: BoardDelta): 'ok' | 'resync';
  beat(beat: BoardBeat): 'ok' | 'resync';
  trend(trend: BoardTrend): void;
  agents(frame: AgentsFrame): void;
  build(id: string): void;
}

/** What a paired screen is told beside the board. */
export interface ScreenSink {
  settings(settings: ScreenSettings): void;
  identify(name: string): void;
  reload(): void;
}

export interface BoardClient {
  close(): void;
}

export function createBoardClient(token: string, sink: BoardSink, screen?: ScreenSink): BoardClient {
  const { socket, settled, close } = openLine(token, sink);
  const resyncIf = (verdict: 'ok' | 'resync') => {
    if (verdict === 'resync') socket.emit('board:resync');
  };

  socket.on('board:snapshot', (board) => {
    settled();
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
  return { close };
}
