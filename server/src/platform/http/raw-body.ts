import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_BODY_BYTES } from '@tideboard/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.js';

const unzip = promisify(gunzip);

/**
 * Every body arrives as the bytes that were sent. A parser per content type would decide about 415 before the route is known, accept
 * broken UTF-8, and take away the bytes that a signature was made over.
 */
export function acceptRawBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer) => decoded(request, body));
}

async function decoded(request: FastifyRequest, body: Buffer): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new ProblemError(415, 'content_encoding', 'Only gzip is accepted as content encoding.', {
      headers: { 'accept-encoding': 'gzip' },
    });
  }
  try {
    // The limit holds while inflating: 48 KB of zeros would otherwise become 50 MB before anybody counts.
    return await unzip(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge
      ? new ProblemError(413, 'body_too_large', 'The body is larger than 8 MiB when decoded.')
      : new ProblemError(400, 'gzip_corrupt', 'The gzip body cannot be decoded.');
  }
}
