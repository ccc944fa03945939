import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type ActionEvent, needsCommand } from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { commandOf, isDue, showsNowhere } from './command.js';
import type { Entry, Leg, ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { RegistryApplier } from './registry-applier.service.js';
import { stepEntry, withEntry } from './steps.js';
import { type Upstream, UpstreamStore } from './upstream-store.js';
import { deliver, type Delivery } from './webhook.js';

/** Beyond the time limit of a delivery, until another worker may take it over (real ms). */
const MARGIN_MS = 1000;

export interface Delivering {
  attempts: number;
  timeoutMs: number;
  backoffMs: number;
}

interface Attempt extends Delivering {
  record: ReassignmentRecord;
  entry: Entry;
}

/** The record after an attempt, and how soon (real ms) it wants to be looked at again. */
export interface Tried {
  record: ReassignmentRecord | null;
  againMs: number;
}

/**
 * One attempt to have one action carried out. It is written down before it is made, and every delivery of one command carries one
 * idempotency key: a worker that is killed, slept or ran twice has one net effect.
 */
@Injectable()
export class Attempts implements OnModuleDestroy {
  private readonly log = new Logger(Attempts.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly store: ReassignmentStore,
    private readonly upstreams: UpstreamStore,
    private readonly registry: RegistryApplier,
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
  ) {}

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Null when somebody else is at it, or nothing is to do any more. */
  async make(id: string, n: number, limits: Delivering): Promise<Tried | null> {
    const held = await this.claim(id, n, limits);
    if (!held) return null;
    const attempt = { ...held, ...limits };
    if (held.record.upstream === null) return this.applied(attempt);
    const upstream = await this.upstreams.find(held.record.upstream);
    if (upstream === null)
      return this.step(attempt, held.entry.leg.attempts > 1 ? 'give_up' : 'refuse', 'the upstream was removed');
    return this.settle(attempt, await this.send(upstream, attempt));
  }

  private async claim(
    id: string,
    n: number,
    { attempts, timeoutMs }: Delivering,
  ): Promise<{ record: ReassignmentRecord; entry: Entry } | null> {
    const fence = await this.connections.main.incr(keys.commandFence);
    let leg: Leg | null = null;
    const now = this.clock.now();
    const record = await this.store.update(id, (seen) => {
      leg = null;
      const entry = seen.entries.find((candidate) => candidate.n === n);
      if (!entry || !isDue(seen, entry)) return seen;
      // A crash ate the word that the last attempt was over.
      if (entry.leg.attempts >= attempts) return stepEntry(seen, n, { event: 'give_up', now, problem: entry.problem });
      leg = {
        ...entry.leg,
        attempts: entry.leg.attempts + 1,
        fence: entry.leg.fence ?? fence,
        notBeforeReal: Date.now() + timeoutMs + MARGIN_MS,
      };
      const sent = stepEntry(seen, n, { event: 'send', now });
      return withEntry(sent, { ...sent.entries.find((candidate) => candidate.n === n)!, leg }, now);
    });
    const entry = record?.entries.find((candidate) => candidate.n === n);
    return record && entry && leg !== null && entry.leg === leg ? { record, entry } : null;
  }

  private async applied(attempt: Attempt): Promise<Tried> {
    const problem = await this.registry.apply(attempt.record, attempt.entry);
    return this.step(attempt, problem === null ? 'confirm' : 'refuse', problem);
  }

  private send(upstream: Upstream, { record, entry, timeoutMs }: Attempt): Promise<Delivery> {
    const command = commandOf(record, entry);
    return deliver(upstream, { id: command.id, body: JSON.stringify(command) }, { timeoutMs, stop: this.stopping.signal });
  }

  private async settle(attempt: Attempt, delivery: Delivery): Promise<Tried> {
    const { record, entry } = attempt;
    if (delivery.is === 'interrupted') return { record: null, againMs: 0 };
    if (delivery.is === 'answer') {
      const accept = showsNowhere(record, entry) && delivery.clear ? 'confirm' : 'accept';
      const event = { confirmed: 'confirm', accepted: accept, refused: 'refuse' } as const;
      return this.step(attempt, event[delivery.status], delivery.status === 'refused' ? (delivery.reason ?? 'refused') : null);
    }
    // After an attempt whose outcome nobody knows, "wrong" may only mean "already done".
    if (delivery.is === 'rejected') return this.step(attempt, entry.leg.attempts > 1 ? 'give_up' : 'refuse', delivery.problem);
    if (entry.leg.attempts >= attempt.attempts) return this.step(attempt, 'give_up', delivery.problem);
    return this.retry(attempt, delivery);
  }

  private async retry(
    { record, entry, backoffMs }: Attempt,
    { problem, retryAfterSeconds }: Delivery & { is: 'failed' },
  ): Promise<Tried> {
    const spread = 0.8 + 0.4 * Math.random();
    const delayMs = retryAfterSeconds === null ? backoffMs * 2 ** (entry.leg.attempts - 1) * spread : retryAfterSeconds * 1000;
    const next = await this.store.update(record.id, (seen) => {
      const held = seen.entries.find(({ n }) => n === entry.n);
      if (held?.leg.serial !== entry.leg.serial || held.leg.attempts !== entry.leg.attempts || !needsCommand(held.status))
        return seen;
      return withEntry(seen, { ...held, problem, leg: { ...held.leg, notBeforeReal: Date.now() + delayMs } }, this.clock.now());
    });
    return { record: next, againMs: delayMs + 5 };
  }

  /** An answer to an older leg is nobody's any more. */
  private async step({ record, entry }: Attempt, event: ActionEvent, problem: string | null = null): Promise<Tried> {
    const next = await this.store.update(record.id, (seen) => {
      const held = seen.entries.find(({ n }) => n === entry.n);
      return held?.leg.serial === entry.leg.serial ? stepEntry(seen, entry.n, { event, now: this.clock.now(), problem }) : seen;
    });
    if (problem !== null) this.log.warn(`reassignment ${record.id}, action ${entry.n}: ${event} (${problem})`);
    return { record: next, againMs: 0 };
  }
}
