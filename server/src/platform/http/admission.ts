import { MAX_BODY_BYTES } from '@tideboard/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.js';

/** Bytes of bodies that may be under way at once; a few hundred senders of full bodies would otherwise be the end of the process. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

/** Turns senders away before their bodies are read. A body of unknown length counts as a full one. */
export function admitByBytes(fastify: FastifyInstance, limit = MAX_BYTES_IN_FLIGHT): void {
  const held = new WeakMap<FastifyRequest, number>();
  let inFlight = 0;
  const release = (request: FastifyRequest): void => {
    inFlight -= held.get(request) ?? 0;
    held.delete(request);
  };
  fastify.addHook('onRequest', async (request) => {
    const announced =
      request.headers['transfer-encoding'] === undefined ? Number(request.headers['content-length'] ?? 0) : MAX_BODY_BYTES;
    const bytes = Math.min(Number.isFinite(announced) ? announced : MAX_BODY_BYTES, MAX_BODY_BYTES);
    if (bytes > 0 && inFlight + bytes > limit)
      throw new ProblemError(429, 'overloaded', 'Too much is under way; send it again in a moment.', { retryAfter: 1 });
    inFlight += bytes;
    held.set(request, bytes);
    // A sender that goes away before the answer never reaches onResponse.
    request.raw.once('close', () => release(request));
  });
  fastify.addHook('onResponse', async (request) => release(request));
}
