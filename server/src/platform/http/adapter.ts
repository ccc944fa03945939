import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { MAX_BODY_BYTES, PROBLEM_JSON } from '@tideboard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admitByBytes } from './admission.js';
import { renderProblem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { acceptRawBodies } from './raw-body.js';
import type { Routes } from './routes.js';
import { noStoreForApi } from './security-headers.js';

/** Fastify as this house wants it: raw bodies, short patience with slow senders, every refusal a problem. */
export function createAdapter(routes: Routes): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // The check interval is what makes the two limits real: by default Node looks only every 30 s, and 500 sockets that trickle
    // one header byte at a time stay for all of it.
    http: { headersTimeout: 5000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => sendProblem(reply, renderProblem(error)),
    clientErrorHandler: refuseRaw,
  });
  const fastify = adapter.getInstance();
  routes.watch(fastify);
  admitByBytes(fastify);
  acceptRawBodies(fastify);
  noStoreForApi(fastify);
  return adapter;
}

const CLIENT_ERRORS: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** What is no HTTP at all has no request and no reply: the answer is written by hand. */
function refuseRaw(error: NodeJS.ErrnoException & { rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = renderProblem({ statusCode: CLIENT_ERRORS[error.code ?? ''] ?? 400 });
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${body.title}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
