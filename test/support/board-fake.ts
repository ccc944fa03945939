// A board server for tests: the real wire (HTTP, socket.io, same paths) over a board that the test holds in its hand. It does what a real
// server cannot be asked to do: stop its beats, swallow a delta, change its epoch, forget a token.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { diffBoard } from '@tideboard/board-sync';
import {
  type AgentView,
  BOARD_NAMESPACE,
  type Board,
  type BoardTrend,
  type ClientToServer,
  type ServerToClient,
} from '@tideboard/contracts';
import { Server } from 'socket.io';
import { AT, sampleBoard, sampleTrend, totalsOf, wander } from './board-samples.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:";
export const TOKEN = 'display-token';

export interface FakeBoardOptions {
  /** The folder of the built web app. */
  web: string;
  port?: number;
  board?: Board;
  /** Pair at the first poll, as a screen on the demo's own machine is. */
  autoPair?: boolean;
}

export class FakeBoard {
  board: Board;
  build = 'build-1';
  beating = true;
  tokens = new Set([TOKEN]);
  pairs = new Map<string, { code: string; token: string | null; expiresAt: number }>();
  resyncs = 0;
  /** Told to who connects. */
  people: AgentView[] | null = null;
  /** What a test lets the API answer, by `METHOD /path` below /api/v1; everything else that is unknown is a 404. */
  answers = new Map<string, (body: Record<string, unknown>) => [status: number, body?: unknown]>();
  logins = 0;
  private readonly next = wander(42);
  private readonly startedAt = performance.now();
  private readonly http = createServer((request, response) => void this.answer(request, response));
  private readonly io = new Server<ClientToServer, ServerToClient>(this.http, { transports: ['websocket'] });
  private readonly sockets = new Set<NetSocket>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: FakeBoardOptions) {
    this.board = options.board ?? sampleBoard();
    this.http.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    const live = this.io.of(BOARD_NAMESPACE);
    live.use((socket, next) => {
      if (this.tokens.has(String(socket.handshake.auth['token']))) return next();
      next(Object.assign(new Error('unauthorized'), { data: { code: 'unauthorized' } }));
    });
    live.on('connection', (socket) => {
      socket.emit('board:build', { id: this.build });
      socket.emit('board:snapshot', this.at());
      socket.emit('board:trend', this.trend());
      if (this.people) socket.emit('agents:changed', { whole: true, agents: this.people, gone: [] });
      socket.on('board:resync', () => {
        this.resyncs++;
        socket.emit('board:snapshot', this.at());
      });
    });
    this.timer = setInterval(() => this.beat(), 1000);
  }

  get live() {
    return this.io.of(BOARD_NAMESPACE);
  }

  siteNow(): string {
    return new Date(AT + (performance.now() - this.startedAt) * this.board.site.clockRate).toISOString();
  }

  private at(): Board {
    return { ...this.board, at: this.siteNow() };
  }

  private trend(): BoardTrend {
    return { endsAt: this.siteNow(), channels: sampleTrend(this.board) };
  }

  beat() {
    if (this.beating) this.live.emit('board:beat', { epoch: this.board.epoch, rev: this.board.rev, at: this.siteNow() });
  }

  /** The next board as a delta, or as a snapshot where there is none. `lose` counts it without sending it. */
  change(edit: (board: Board) => void, lose = false) {
    const next = structuredClone(this.board);
    edit(next);
    next.rev = this.board.rev + 1;
    next.at = this.siteNow();
    const delta = diffBoard(this.board, next);
    this.board = next;
    if (lose) return;
    if (delta) this.live.emit('board:delta', delta);
    else this.live.emit('board:snapshot', this.at());
  }

  /** Tells of people who have changed. */
  changePeople(...agents: AgentView[]) {
    this.live.emit('agents:changed', { whole: false, agents, gone: [] });
  }

  /** Another board altogether, as after a change of the registry. */
  show(board: Board) {
    this.board = { ...board, rev: this.board.rev + 1 };
    this.live.emit('board:snapshot', this.at());
    this.live.emit('board:trend', this.trend());
  }

  /** One deterministic step of a busy floor. */
  stir() {
    this.change((board) => {
      for (const channel of board.channels) {
        if (channel.status === 'no_data' || this.next() < 0.4) continue;
        channel.pending = Math.max(0, channel.pending + Math.round((this.next() - 0.5) * 6));
        if (this.next() < 0.5) channel.completedToday++;
        channel.timeoutRate = channel.timeoutsToday / channel.completedToday;
      }
      board.totals = totalsOf(board.channels, board.totals.unmapped);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(this.options.port ?? 0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    // not io.close() alone: it says goodbye, and a killed server does not
    for (const socket of this.sockets) socket.destroy();
    await this.io.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (path === '/healthz') return json(200, { status: 'ok' });
    if (path === '/api/v1/board') return json(200, this.at());
    const own = this.answers.get(`${request.method} ${path.replace('/api/v1', '')}`);
    if (own) {
      const [status, body] = own(request.method === 'GET' ? {} : await read(request));
      return status === 204 ? response.writeHead(204).end() : json(status, body);
    }
    if (request.method === 'POST') return this.post(path, await read(request), json);
    if (path.startsWith('/api/')) return json(404, { code: 'not_found' });
    return this.file(path, response);
  }

  private post(path: string, body: Record<string, unknown>, json: (status: number, body: unknown) => unknown) {
    if (path === '/api/v1/auth/login') {
      this.logins++;
      if (body['password'] !== 'secret') return json(401, { code: 'unauthorized' });
      return json(200, {
        token: TOKEN,
        expiresAt: this.siteNow(),
        user: { id: 'u1', username: 'admin', name: 'A', role: 'admin', channels: null },
      });
    }
    if (path === '/api/v1/displays/pair') {
      const pollToken = `poll-${this.pairs.size}`;
      const pair = {
        code: `ABCD${2340 + this.pairs.size}`,
        token: this.options.autoPair ? TOKEN : null,
        expiresAt: Date.now() + 600_000,
      };
      this.pairs.set(pollToken, pair);
      return json(201, { code: pair.code, pollToken, expiresAt: new Date(pair.expiresAt).toISOString() });
    }
    const pair = path === '/api/v1/displays/poll' && this.pairs.get(String(body['pollToken']));
    return pair ? json(200, { token: pair.token, name: pair.token ? 'Lobby' : null }) : json(404, { code: 'not_found' });
  }

  private async file(path: string, response: ServerResponse) {
    const safe = normalize(path).replaceAll('..', '');
    const name = extname(safe) ? safe : '/index.html';
    const content = await readFile(join(this.options.web, name)).catch(() => null);
    if (content === null) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': CSP })
      .end(content);
  }
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}
