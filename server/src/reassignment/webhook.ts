import { post, signed } from '../platform/http/webhook.js';
import type { Upstream } from './upstream-store.js';

/** What came back: an answer in words, or why there is none. */
export type Delivery =
  | { is: 'answer'; status: 'confirmed' | 'accepted' | 'refused'; reason: string | null }
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

/** Any 2xx accepts; a body may say more. */
function said(text: string): Delivery {
  const answer: Delivery = { is: 'answer', status: 'accepted', reason: null };
  try {
    const { status, reason } = (JSON.parse(text) ?? {}) as { status?: unknown; reason?: unknown };
    if (status === 'confirmed' || status === 'refused') answer.status = status;
    if (typeof reason === 'string') answer.reason = reason.slice(0, 500);
  } catch {
    // A body that says nothing we know is no reason to doubt the status line.
  }
  return answer;
}
