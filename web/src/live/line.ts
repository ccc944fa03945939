// A socket that comes back by itself, each time after a longer while, and never again once it was refused.
import { BOARD_NAMESPACE, type ClientToServer, type ServerToClient } from '@tideboard/contracts';
import { io, type Socket } from 'socket.io-client';
import { backoffMs } from './backoff';

export interface LineEnds {
  closed(): void;
  /** The token opens nothing here; trying again would not either. */
  refused(): void;
}

export interface Line {
  socket: Pick<Socket<ServerToClient, ClientToServer>, 'on' | 'emit'>;
  /** What was hoped for has come: the next loss begins with a short wait again. */
  settled(): void;
  close(): void;
}

/** The file that this page started with: by it the server tells which build a screen runs. */
const ownBuild = (): string | undefined =>
  document.querySelector('script[src*="/assets/"]')?.getAttribute('src')?.split('/').at(-1);

const isRefusal = (error: Error & { data?: { code?: unknown } }): boolean =>
  [error.message, error.data?.code].some((code) => code === 'unauthorized' || code === 'forbidden');

export function openLine(token: string, ends: LineEnds): Line {
  // reconnection off: the library's jitter spreads a wave by half, ours spreads it fully, and "refused" must not be tried again
  const socket: Socket<ServerToClient, ClientToServer> = io(BOARD_NAMESPACE, {
    transports: ['websocket'],
    auth: { token, build: ownBuild() },
    reconnection: false,
    forceNew: true,
  });
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = () => {
    ends.closed();
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), backoffMs(attempt++, Math.random()));
  };
  socket.on('connect_error', (error) => (isRefusal(error) ? ends.refused() : lost()));
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') lost();
  });
  return {
    socket,
    settled: () => {
      attempt = 0;
    },
    close() {
      clearTimeout(timer);
      socket.off();
      socket.disconnect();
    },
  };
}
