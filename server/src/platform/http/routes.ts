import type { FastifyInstance } from 'fastify';

/** Which methods a path knows, so that the wrong one is answered with 405 and `Allow` rather than "not found". */
export class Routes {
  readonly #known: { pattern: RegExp; methods: string[] }[] = [];

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      const methods = [method].flat().map(String);
      if (!url.includes('*')) this.#known.push({ pattern: toPattern(url), methods });
    });
  }

  methodsOf(path: string): string[] {
    const found = this.#known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}

function toPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
