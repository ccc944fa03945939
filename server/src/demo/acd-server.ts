import type { ReassignmentCommand } from '@tideboard/contracts';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { CommandAnswer } from './acd.js';

const MAX_BODY_BYTES = 64 * 1024;

export interface AcdServer {
  url: string;
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

/** The ACD's door: a port of its own on this machine, behind which only signed commands are heard. */
export async function startAcdServer(secret: string, obey: (command: ReassignmentCommand) => CommandAnswer): Promise<AcdServer> {
  const webhook = new Webhook(secret);
  const server = createServer((request, response) => {
    void hear(request, webhook, obey)
      .catch((error: unknown): Answer => ({ status: 500, body: { reason: String(error) } }))
      .then((answer) => say(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/commands`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function hear(
  request: IncomingMessage,
  webhook: Webhook,
  obey: (command: ReassignmentCommand) => CommandAnswer,
): Promise<Answer> {
  if (request.method !== 'POST') return { status: 405, body: { reason: 'POST a command' } };
  const text = await bodyOf(request);
  if (text === null) return { status: 413, body: { reason: 'too large' } };
  let message: { type?: unknown };
  try {
    message = webhook.verify(text, request.headers as Record<string, string>) as { type?: unknown };
  } catch {
    return { status: 401, body: { reason: 'not signed by the secret that was agreed on' } };
  }
  // A test message only asks whether anybody is there.
  if (message.type !== 'reassignment.command') return { status: 200, body: { status: 'accepted' } };
  return { status: 200, body: obey(message as ReassignmentCommand) };
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function say(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
