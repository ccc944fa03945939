/**
 * Where to go after signing in: a path of this site that it names, else the start. Browsers read `//host` and `/\host` as another site,
 * and drop tabs and newlines before they decide; only what is still on this origin after parsing may pass.
 */
export function safeNext(next: unknown, origin: string): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, origin);
    return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}
