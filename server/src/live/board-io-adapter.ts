import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { HandshakeRate } from './handshake-rate.js';
import { writeFramesWhole } from './whole-frames.js';

/** What a screen may send: a resync request, and nothing near this size. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** A screen sends a pong every ten seconds, and a request now and then. */
const MAX_MESSAGES_PER_SECOND = 50;
/** For the last frames and the answer to the closing one. */
const CLOSING_MS = 500;

/** socket.io as this house wants it. Every default here was measured to be unsafe or slow on a board (README, "Gotchas"). */
export class BoardIoAdapter extends IoAdapter {
  private readonly rate = new HandshakeRate();

  override createIOServer(port: number, options?: ServerOptions): Server {
    const io = super.createIOServer(port, {
      ...options,
      transports: ['websocket'],
      // A delta is smaller than what deflating it costs in time.
      perMessageDeflate: false,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      // A socket that opens and stays silent would by default be kept for 45 s before anybody asks who it is.
      connectTimeout: 3000,
      pingInterval: 10_000,
      pingTimeout: 8000,
      cors: { origin: false },
      allowRequest: (request, decide) => {
        const refusal = this.refusal(request);
        decide(refusal, refusal === null);
      },
    } as ServerOptions) as Server;
    writeFramesWhole(io);
    // The root namespace has nothing to give, and a connection to it would wait there for ever with nobody asking for its token.
    io.use((_socket, next) => next(new Error('namespace')));
    io.engine.on('connection', (connection: Connection) => {
      endForGood(connection);
      limit(connection);
    });
    return io;
  }

  /** Before the upgrade: another site's page, a token where logs and histories would keep it, or an address that knocks too often. */
  private refusal(request: IncomingMessage): string | null {
    if (!sameOrigin(request)) return 'origin';
    if (/[?&]token=/.test(request.url ?? '')) return 'token_in_url';
    return this.rate.admits(request.socket.remoteAddress ?? '', performance.now()) ? null : 'rate';
  }
}

type Connection = EventEmitter & { transport: { socket: { terminate(): void } } };

/** Reading a message is work, asking for nothing again and again is none: whoever does is put off, and comes back at the usual pace. */
function limit(connection: Connection): void {
  let second = 0;
  let messages = 0;
  connection.on('packet', () => {
    const now = Math.floor(performance.now() / 1000);
    messages = now === second ? messages + 1 : 1;
    second = now;
    if (messages > MAX_MESSAGES_PER_SECOND) connection.transport.socket.terminate();
  });
}

/** A client that does not answer the closing frame would be waited for half a minute; what it has not read stays in memory so long. */
function endForGood(connection: Connection): void {
  const { socket } = connection.transport;
  connection.once('close', () => setTimeout(() => socket.terminate(), CLOSING_MS).unref());
}

/** A browser always names its origin and cannot lie about it; a program may leave it out. */
function sameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
