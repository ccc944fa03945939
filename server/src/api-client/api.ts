// The public HTTP API as any program outside uses it. Nothing here knows the service from the inside.

export interface ApiAnswer<T> {
  status: number;
  body: T;
  /** Seconds that the service asks us to wait, or null. */
  retryAfter: number | null;
}

/** An answer that the caller cannot go on with; the message is one line for a person. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    what: string,
    body: unknown,
  ) {
    const { title, detail, code } = (body ?? {}) as { title?: string; detail?: string; code?: string };
    super(`${what}: ${status} ${detail ?? title ?? code ?? ''}`.trim());
  }
}

/** Long enough for a service that is busy, short enough that one that hangs is noticed. */
const TIMEOUT_MS = 30_000;

/** One service, spoken to with one token (a sign-in's or an API key). */
export class Api {
  constructor(
    readonly url: string,
    private readonly token: string = '',
  ) {}

  /** One request; rejects only when no answer came. `path` begins behind `/api/v1`. */
  async send<T>(method: string, path: string, body?: string, contentType = 'application/json'): Promise<ApiAnswer<T>> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    return { status: answer.status, body: readBody<T>(text), retryAfter: Number(answer.headers.get('retry-after')) || null };
  }

  get<T>(path: string): Promise<T> {
    return this.expect<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.expect<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.expect<T>('PUT', path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.expect('DELETE', path);
  }

  private async expect<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send<T>(method, path, body === undefined ? undefined : JSON.stringify(body));
    if (answer.status >= 300) throw new ApiError(answer.status, `${method} /api/v1${path}`, answer.body);
    return answer.body;
  }
}

/** A proxy before the service may answer with a page. */
function readBody<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null as T;
  }
}
