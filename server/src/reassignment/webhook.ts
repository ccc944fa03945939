import { post, signed } from '../platform/http/webhook.js';
import type { Upstream } from './upstream-store.js';

/** What came back: an answer in words, or why there is none. */
export type Delivery =
  | { is: 'answer'; status: 'confirmed' | 'accepted' | 'refused'; reason: string | null; clear: boolean }
  /** The upstream says that the command itself is wrong: sending it again would not help. */
  | { is: 'rejected'; problem: string }
  | { is: 'failed'; problem: string; retryAfterSeconds: number | null }
  /** This process is going down; nobody knows yet. */
  | { is: 'interrupted' };

/** Sends one signed command and reads what the upstream says to it. */
export async function deliver(
  { url, secret }: Pick<Upstream, 'url' | 'secret'>,
  message: { id: string; body: string },
  limits: { timeoutMs: number; stop: AbortSignal },
): Promise<Delivery> {
  const posted = await post({ url, headers: signed(message, secret), body: message.body }, limits);
  return posted.is === 'answered' ? said(posted.text) : posted;
}

/** Any 2xx accepts; a body may say more. One that says something else (a page to sign in at, `ok: false`) leaves it unclear. */
function said(text: string): Delivery {
  const answer = { is: 'answer', status: 'accepted', reason: null, clear: text.trim() === '' } as const;
  try {
    const { status, reason } = (JSON.parse(text) ?? {}) as { status?: unknown; reason?: unknown };
    const known = status === 'confirmed' || status === 'accepted' || status === 'refused';
    return {
      ...answer,
      ...(known ? { status, clear: true } : {}),
      reason: typeof reason === 'string' ? reason.slice(0, 500) : null,
    };
  } catch {
    return answer;
  }
}
