/** The answer of the API to one POST; status 0 means that there was none. `servedAt` is the server's clock, as screens' own are never set. */
export interface Answer<T> {
  status: number;
  body: T | null;
  servedAt: number;
}

export async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
    });
    const servedAt = Date.parse(answer.headers.get('date') ?? '');
    return {
      status: answer.status,
      body: answer.ok ? ((await answer.json()) as T) : null,
      servedAt: Number.isNaN(servedAt) ? Date.now() : servedAt,
    };
  } catch {
    return { status: 0, body: null, servedAt: Date.now() };
  }
}
