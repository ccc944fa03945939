// A program that is told things: it keeps what it got, verifies signatures where it knows a secret, and answers as it is told to.
import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';

export interface Got<Body> {
  id: string;
  path: string;
  body: Body;
}

export interface Receiver<Body> {
  url: string;
  /** By path; what comes to another path is not verified. */
  secrets: Map<string, string>;
  got: Got<Body>[];
  forged: number;
  /** A status, and a body where one is needed, for the n-th delivery of one message. */
  answer: (got: Got<Body>, nth: number) => { status: number; body?: object };
  close(): Promise<void>;
}

export async function startReceiver<Body>(): Promise<Receiver<Body>> {
  const server = createServer(async (request, response) => {
    const { status, body } = await take(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const receiver: Receiver<Body> = {
    url: `http://127.0.0.1:${port}`,
    secrets: new Map(),
    got: [],
    forged: 0,
    answer: () => ({ status: 204 }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  async function take(request: IncomingMessage): Promise<{ status: number; body?: object }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const headers = request.headers as Record<string, string>;
    try {
      const secret = receiver.secrets.get(request.url ?? '');
      if (secret !== undefined) new Webhook(secret).verify(text, headers);
    } catch {
      receiver.forged += 1;
      return { status: 401 };
    }
    const got = { id: headers['webhook-id'] ?? '', path: request.url ?? '', body: JSON.parse(text) as Body };
    receiver.got.push(got);
    return receiver.answer(got, receiver.got.filter(({ id, path }) => id === got.id && path === got.path).length);
  }
  return receiver;
}
