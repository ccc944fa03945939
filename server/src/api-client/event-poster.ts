import type { CloudEvent, IngestAnswer, RejectedItem } from '@tideboard/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, ApiError } from './api.js';

export interface Posted {
  sent: number;
  accepted: number;
  duplicates: number;
  /** Rejected events by code. */
  rejected: Record<string, number>;
  /** The first one, for a person to look at. */
  firstRejected: RejectedItem | null;
  retries: number;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

export interface PosterOptions {
  /** Ends the waiting for a service that is away; the events that were under way are then unknown. */
  signal?: AbortSignal;
  /** Gives up on a service that is away for longer; default: never. */
  giveUpAfterMs?: number;
}

/**
 * Delivers events in their order, each exactly once as far as the board is concerned: whatever has no clear answer is sent again under
 * the same ids. A new id for a second try would count an event twice whose first answer was only lost on the way.
 */
export class EventPoster {
  readonly posted: Posted = { sent: 0, accepted: 0, duplicates: 0, rejected: {}, firstRejected: null, retries: 0 };

  constructor(
    private readonly api: Api,
    private readonly options: PosterOptions = {},
  ) {}

  /** Resolves once the service has taken the events or refused them item by item; rejects when the key is no good. */
  async post(events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    const body = JSON.stringify(events);
    const since = performance.now();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      // oxlint-disable no-await-in-loop -- each try stands on the answer of the one before
      const outcome = await this.attempt(body);
      if ('taken' in outcome) return this.book(events.length, outcome.taken);
      this.posted.retries += 1;
      if (performance.now() - since > (this.options.giveUpAfterMs ?? Infinity)) throw new Error(outcome.why);
      await sleep(outcome.waitMs ?? wait, undefined, this.options.signal ? { signal: this.options.signal } : {});
      // oxlint-enable no-await-in-loop
    }
  }

  private async attempt(body: string): Promise<{ taken: IngestAnswer } | { why: string; waitMs: number | null }> {
    let answer;
    try {
      answer = await this.api.send<IngestAnswer>('POST', '/events', body, 'application/cloudevents-batch+json');
    } catch (error) {
      return { why: `${this.api.url} does not answer (${reason(error)})`, waitMs: null };
    }
    // 422 with the list: every item was refused, which is an answer all the same.
    if (answer.status === 200 || (answer.status === 422 && answer.body?.rejected)) return { taken: answer.body };
    if (answer.status === 429 || answer.status >= 500) {
      return { why: `${this.api.url} answers ${answer.status}`, waitMs: answer.retryAfter && answer.retryAfter * 1000 };
    }
    throw new ApiError(answer.status, 'POST /api/v1/events', answer.body);
  }

  private book(sent: number, { accepted, duplicates, rejected }: IngestAnswer): void {
    this.posted.sent += sent;
    this.posted.accepted += accepted;
    this.posted.duplicates += duplicates;
    for (const item of rejected) this.posted.rejected[item.code] = (this.posted.rejected[item.code] ?? 0) + 1;
    this.posted.firstRejected ??= rejected[0] ?? null;
  }
}

/** `fetch` says only "fetch failed"; the cause says why. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? String(cause);
}
