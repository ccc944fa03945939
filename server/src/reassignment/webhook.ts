import { Webhook } from 'standardwebhooks';
import type { Upstream } from './upstream-store.js';

/** What came back: an answer in words, or why there is none. */
export type Delivery =
  | { is: 'answer'; status: 'confirmed' | 'accepted' | 'refused'; reason: string | null }
  /** The upstream says that the command itself is wrong: sending it again would not help. */
  | { is: 'rejected'; problem: string }
  | { is: 'failed'; problem: string; retryAfterSeconds: number | null }
  /** This process is going down; nobody knows yet. */
  | { is: 'interrupted' };

const MAX_BODY = 64 * 1024;
/** A server that asks for a day would leave the agent between two channels for that long. */
const MAX_RETRY_AFTER_SECONDS = 900;
/** Client errors that a later attempt may cure. */
const PASSING = new Set([408, 409, 423, 425, 429]);

/** Sends one signed message (standardwebhooks.com) and reads the answer: no redirects, 64 KB, one time limit for all of it. */
export async function deliver(
  upstream: Pick<Upstream, 'url' | 'secret'>,
  message: { id: string; body: string },
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<Delivery> {
  const at = new Date();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(upstream.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tideboard',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(upstream.secret).sign(message.id, at, message.body),
      },
      body: message.body,
      signal: AbortSignal.any([timeout, stop]),
    });
    return await read(answer);
  } catch (error) {
    if (stop.aborted) return { is: 'interrupted' };
    return { is: 'failed', problem: timeout.aborted ? 'no answer in time' : causeOf(error), retryAfterSeconds: null };
  }
}

async function read(answer: Response): Promise<Delivery> {
  const { status } = answer;
  const text = await bodyOf(answer);
  if (status >= 200 && status < 300) return said(text);
  const problem = `HTTP ${status}`;
  if (status >= 400 && status < 500 && !PASSING.has(status)) return { is: 'rejected', problem };
  return { is: 'failed', problem, retryAfterSeconds: retryAfter(answer.headers.get('retry-after')) };
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

async function bodyOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += (chunk as Uint8Array).length;
    // Leaving the loop cancels the stream: an endless body must not fill the memory.
    if (size > MAX_BODY) return '';
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, seconds)) : null;
}

function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause?.code;
  return cause ?? (error instanceof Error ? error.message : String(error));
}
