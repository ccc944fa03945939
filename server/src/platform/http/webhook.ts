// The one sender of messages to other systems: signed after standardwebhooks.com, one time limit for all of it, no redirects.
import { Webhook } from 'standardwebhooks';

/** What came back. */
export type Posted =
  | { is: 'answered'; text: string }
  /** The receiver says that the message itself is wrong: sending it again would not help. */
  | { is: 'rejected'; problem: string; status: number }
  | { is: 'failed'; problem: string; retryAfterSeconds: number | null }
  /** This process is going down; nobody knows yet. */
  | { is: 'interrupted' };

export interface Message {
  url: string;
  headers?: Record<string, string>;
  body: string;
}

const MAX_BODY = 64 * 1024;
/** A receiver that asks for a day would hold up what waits for it for that long. */
const MAX_RETRY_AFTER_SECONDS = 900;
/** Client errors that a later attempt may cure. */
const PASSING = new Set([408, 409, 423, 425, 429]);

/** The three headers of a Standard Webhook; `id` stays the same for every delivery of one message. */
export function signed({ id, body }: { id: string; body: string }, secret: string, at = new Date()): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** Posts JSON and reads the answer, 64 KB of it at most. */
export async function post(
  { url, headers, body }: Message,
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<Posted> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'Tideboard', ...headers },
      body,
      signal: AbortSignal.any([timeout, stop]),
    });
    return await read(answer);
  } catch (error) {
    if (stop.aborted) return { is: 'interrupted' };
    return { is: 'failed', problem: timeout.aborted ? 'no answer in time' : causeOf(error), retryAfterSeconds: null };
  }
}

/** Private networks and this machine are where contact centres live: no address is refused, but nothing that is no web address passes. */
export function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

export function isSecret(secret: string): boolean {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  if (bytes < 24 || bytes > 64) return false;
  try {
    return Boolean(new Webhook(secret));
  } catch {
    return false;
  }
}

async function read(answer: Response): Promise<Posted> {
  const { status } = answer;
  const text = await bodyOf(answer);
  if (status >= 200 && status < 300) return { is: 'answered', text };
  const problem = `HTTP ${status}`;
  if (status >= 400 && status < 500 && !PASSING.has(status)) return { is: 'rejected', problem, status };
  return { is: 'failed', problem, retryAfterSeconds: retryAfter(answer.headers.get('retry-after')) };
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
  const { code, message } = (error as { cause?: { code?: string; message?: string } }).cause ?? {};
  return code ?? message ?? (error instanceof Error ? error.message : String(error));
}
