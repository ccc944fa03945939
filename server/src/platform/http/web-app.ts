// The built web app: its files, and index.html for every page that it routes by itself.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROJECT_ROOT } from '../../config/project-root.js';

const WEB = join(PROJECT_ROOT, 'web', 'dist');
const INDEX = existsSync(join(WEB, 'index.html')) ? readFileSync(join(WEB, 'index.html')) : null;

/** Names the web build that this process serves: a screen that runs another one reloads. */
export const WEB_BUILD = INDEX ? createHash('sha256').update(INDEX).digest('hex').slice(0, 12) : 'none';

/** The file that the page starts with, by the name that a screen can read of itself; null where the web app is not built. */
export const WEB_ENTRY = /\/assets\/([\w.-]+)\.js"/.exec(INDEX?.toString('utf8') ?? '')?.[1] ?? null;

const NOT_BUILT =
  '<!doctype html><meta charset="utf-8"><title>Tideboard</title><p>The web app is not built: run <code>npm run build</code> and start again.</p>';
const PAGES = new Set(['/', '/wall', '/console', '/reports', '/pair', '/login']);
const OURS = /^\/(api|socket\.io|assets|metrics|healthz|readyz)(\/|$)/;

function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // A rating link has dots in it and may have lost its end: it must not be taken for a file.
  if (PAGES.has(path) || path.startsWith('/rate/')) return true;
  return !OURS.test(path) && (request.headers.accept ?? '').includes('text/html') && !/\.[a-z0-9]{2,5}$/i.test(path);
}

/** Answers pages that no route knows. A hook and not a wildcard route: a wildcard would also swallow the 404 of the API. */
export function servePages(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    if (!request.is404 || !isPage(request)) return done();
    // no-cache: the page names the hashed assets of one build, and an old copy of it would ask for files that are gone.
    void reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8');
    void reply.code(INDEX ? 200 : 503).send(INDEX ?? NOT_BUILT);
  });
}

/** The files of the build, one route each; what has its hash in its name may be kept for ever. */
export async function serveFiles(app: NestFastifyApplication): Promise<void> {
  if (!INDEX) return;
  await app.register(fastifyStatic, {
    root: WEB,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const kept = path.startsWith(join(WEB, 'assets'));
      void reply.header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
