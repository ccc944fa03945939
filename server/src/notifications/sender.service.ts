import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { post, signed } from '../platform/http/webhook.js';
import { problemIn, robotSigned } from './message.js';
import type { Target } from './target.js';
import { TargetStore } from './target-store.js';

/** Real ms for one attempt. */
export const ATTEMPT_MS = 10_000;

export type Sent =
  | { is: 'sent' }
  | { is: 'interrupted' }
  | { is: 'failed'; problem: string; retryAfterSeconds: number | null; gone: boolean };

/** Sends one message to one target, as its kind wants it. */
@Injectable()
export class Sender implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(private readonly targets: TargetStore) {}

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  async send(target: Target, { id, body }: { id: string; body: string }): Promise<Sent> {
    const { url, secret } = this.targets.addressOf(target);
    const { format } = target;
    const headers = format === 'standard' && secret !== null ? signed({ id, body }, secret) : { 'webhook-id': id };
    const message = robotSigned({ url, body }, { format, secret, now: Date.now() });
    const posted = await post({ ...message, headers }, { timeoutMs: ATTEMPT_MS, stop: this.stopping.signal });
    if (posted.is === 'interrupted') return posted;
    if (posted.is === 'rejected')
      return { is: 'failed', problem: posted.problem, retryAfterSeconds: null, gone: posted.status === 410 };
    if (posted.is === 'failed') return { ...posted, gone: false };
    const problem = problemIn(format, posted.text);
    return problem === null ? { is: 'sent' } : { is: 'failed', problem, retryAfterSeconds: null, gone: false };
  }
}
