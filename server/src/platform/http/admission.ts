import { finished } from 'node:stream/promises';
import { MAX_BODY_BYTES } from '@tideboard/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.js';

/** Bytes of bodies that may be under way at once; a few hundred senders of full bodies would otherwise be the end of the process. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

/** Read and thrown away for the sake of the answer; whoever announces more is cut off. */
const MAX_DRAINED_BYTES = 4 * MAX_BODY_BYTES;

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
    if (announced > MAX_BODY_BYTES) await refuseTooLarge(request, announced);
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

/** An answer sent while the sender still writes is lost: the connection is reset under it, and 413 looks like a broken network. */
async function refuseTooLarge(request: FastifyRequest, announced: number): Promise<never> {
  if (announced <= MAX_DRAINED_BYTES) await finished(request.raw.resume()).catch(() => undefined);
  throw new ProblemError(413, 'body_too_large', 'The body is larger than 8 MiB.');
}
