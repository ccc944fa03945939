// A small, honest system that obeys commands: checks the signature, remembers keys, and answers as it is told to.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

export interface Command {
  type: string;
  id: string;
  reassignment: string;
  idempotencyKey: string;
  fence: number;
  action: string;
  agent: string;
  tickets?: string[];
  from: string;
  to: string;
}

/** What the upstream does with one delivery: a status line with a body, or nothing at all. */
export type Reply = { status: number; body?: unknown; html?: string; headers?: Record<string, string> } | 'hang';

export interface FakeUpstream {
  url: string;
  secret: string;
  /** Every delivery whose signature was good, in order. */
  deliveries: Command[];
  /** Deliveries that were not signed by the secret. */
  forged: number;
  /** Agent moves that took effect: one per idempotency key. */
  effects: Map<string, Command>;
  answer: (command: Command, nth: number) => Reply | Promise<Reply>;
  close(): Promise<void>;
}

export const CONFIRMED: Reply = { status: 200, body: { status: 'confirmed' } };

export async function startUpstream(): Promise<FakeUpstream> {
  const server: Server = createServer((request, response) => void take(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const upstream: FakeUpstream = {
    url: `http://127.0.0.1:${port}/commands`,
    secret: '',
    deliveries: [],
    forged: 0,
    effects: new Map(),
    answer: () => CONFIRMED,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    let command: Command;
    try {
      command = new Webhook(upstream.secret).verify(text, request.headers as Record<string, string>) as Command;
    } catch {
      upstream.forged += 1;
      response.writeHead(401).end();
      return;
    }
    upstream.deliveries.push(command);
    const nth = upstream.deliveries.filter(({ idempotencyKey }) => idempotencyKey === command.idempotencyKey).length;
    const reply = await upstream.answer(command, nth);
    if (reply === 'hang') return;
    if (reply.status < 300 && (reply.body as { status?: string })?.status !== 'refused')
      upstream.effects.set(command.idempotencyKey, command);
    const type = reply.html === undefined ? 'application/json' : 'text/html';
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
    response.end(reply.html ?? JSON.stringify(reply.body ?? {}));
  }
  return upstream;
}
