// The API as the console asks it. An answer is a value, never an exception: every refusal has words of its own somewhere.
import { useSessionStore } from '../stores/session';
import type { Refused } from './wire';

export interface Reply<T> {
  ok: boolean;
  /** 0: no answer at all. */
  status: number;
  body: T | null;
  problem: Refused | null;
  /** Names the content that was answered, for a later `ifMatch`. */
  etag?: string | null;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Call = <T>(method: Method, path: string, body?: unknown, ifMatch?: string | null) => Promise<Reply<T>>;
interface Sent {
  body: unknown;
  ifMatch: string | null | undefined;
}

async function ask<T>(token: string, method: Method, path: string, { body, ifMatch }: Sent): Promise<Reply<T>> {
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
    });
    const text = await answer.text();
    const read: unknown = text ? JSON.parse(text) : null;
    return answer.ok
      ? { ok: true, status: answer.status, body: read as T, problem: null, etag: answer.headers.get('etag') }
      : { ok: false, status: answer.status, body: null, problem: read as Refused | null };
  } catch {
    return { ok: false, status: 0, body: null, problem: null };
  }
}

/** Calls as the person who is signed in; a session that has ended is given up, which leads to the sign-in page. */
export function useApi(): Call {
  const session = useSessionStore();
  return async <T>(method: Method, path: string, body?: unknown, ifMatch?: string | null) => {
    const token = session.person ?? '';
    const reply = await ask<T>(token, method, path, { body, ifMatch });
    if (reply.status === 401 && session.person === token) session.signOut();
    return reply;
  };
}
