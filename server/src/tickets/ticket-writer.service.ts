import { Injectable, Logger } from '@nestjs/common';
import { SiteClock } from '../platform/clock/site-clock.js';
import { RedisConnections, StoreUnavailable } from '../platform/redis/index.js';
import { AppConfig } from '../config/app-config.js';
import type { AcceptedEvent, Verdict } from './accepted-event.js';
import { commit } from './commit.js';
import { type Decision, decide } from './decide.js';
import { PolicyService } from './policy.service.js';
import { TicketStore } from './ticket-store.js';

/** Events to a commit: large enough that one fsync serves many, small enough that a script keeps Redis from others for a few ms only. */
const MAX_BATCH = 1000;
/** Another node wrote the same ticket in between; more often than this in a row is a fault. */
const MAX_ATTEMPTS = 20;

/** What one caller handed over: settled as a whole, whichever batches its events end up in. */
interface Waiting {
  events: readonly AcceptedEvent[];
  verdicts: Verdict[];
  settle: (verdicts: Verdict[]) => void;
  fail: (error: unknown) => void;
}

/** The one writer of tickets: collects what arrives, decides it in batches, commits, and only then answers. */
@Injectable()
export class TicketWriter {
  private readonly log = new Logger(TicketWriter.name);
  private inbox: Waiting[] = [];
  private running = false;

  constructor(
    private readonly connections: RedisConnections,
    private readonly store: TicketStore,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    private readonly config: AppConfig,
  ) {}

  /** Events that wait to be applied. */
  get backlog(): number {
    return this.inbox.reduce((sum, { events, verdicts }) => sum + events.length - verdicts.length, 0);
  }

  /**
   * Applies events; resolves once every one of them is durable and counted. Rejects with a store error when it cannot say so: sending
   * them again is safe.
   */
  apply(events: readonly AcceptedEvent[]): Promise<Verdict[]> {
    if (events.length === 0) return Promise.resolve([]);
    const verdicts = new Promise<Verdict[]>((settle, fail) => this.inbox.push({ events, verdicts: [], settle, fail }));
    void this.run();
    return verdicts;
  }

  /** Writes decisions that no event caused; false when somebody else was faster and it has to be decided again. */
  async commit(make: (now: number) => Decision | Promise<Decision>): Promise<boolean> {
    const { rev } = this.policies.current();
    const decision = await make(this.clock.now());
    if (decision.changes.length === 0) return true;
    const answer = await commit(this.connections.main, decision, { epoch: await this.store.epoch(), registry: rev });
    if (answer !== 'applied') await this.catchUp(answer);
    return answer === 'applied';
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.inbox.length > 0) {
      const parts = this.nextParts();
      try {
        const verdicts = await this.applyBatch(parts.flatMap(({ events }) => events));
        for (const { waiting, events } of parts) waiting.verdicts.push(...verdicts.splice(0, events.length));
        const done = this.leave((waiting) => waiting.verdicts.length === waiting.events.length);
        for (const { settle, verdicts: all } of done) settle(all);
      } catch (error) {
        const failed = new Set(parts.map(({ waiting }) => waiting));
        for (const { fail } of this.leave((waiting) => failed.has(waiting))) fail(error);
      }
    }
    this.running = false;
  }

  /** The next batch, from the front of the inbox; a caller with more than fits gets the rest into the next one. */
  private nextParts(): { waiting: Waiting; events: readonly AcceptedEvent[] }[] {
    const parts = [];
    let room = MAX_BATCH;
    for (const waiting of this.inbox) {
      if (room === 0) break;
      const from = waiting.verdicts.length;
      const events = waiting.events.slice(from, from + room);
      room -= events.length;
      parts.push({ waiting, events });
    }
    return parts;
  }

  /** Takes out of the inbox whoever has their answer. */
  private leave(answered: (waiting: Waiting) => boolean): Waiting[] {
    const left = this.inbox.filter(answered);
    this.inbox = this.inbox.filter((waiting) => !answered(waiting));
    return left;
  }

  private async applyBatch(events: readonly AcceptedEvent[]): Promise<Verdict[]> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const context = { epoch: await this.store.epoch(), registry: this.policies.current().rev };
      const { policy } = this.policies.current();
      const known = await this.store.known(events);
      const decision = decide(events, known, policy, this.clock.now());
      const answer = decision.log.length === 0 ? 'applied' : await commit(this.connections.main, decision, context);
      if (answer === 'applied') {
        // Also for repeats: the first try may have been refused because too few replicas had it.
        await this.confirmReplicas();
        return decision.verdicts;
      }
      await this.catchUp(answer);
    }
    this.log.error(`a batch of ${events.length} events was beaten to its tickets ${MAX_ATTEMPTS} times`);
    throw new StoreUnavailable('too much contention');
  }

  private async catchUp(answer: 'epoch' | 'registry' | 'version'): Promise<void> {
    if (answer === 'epoch') await this.store.epoch(true);
    if (answer !== 'version') await this.policies.adopt();
  }

  private async confirmReplicas(): Promise<void> {
    const wanted = this.config.redisWaitReplicas;
    if (wanted === 0) return;
    const confirmed = await this.connections.main.wait(wanted, 1000);
    if (confirmed < wanted) throw new StoreUnavailable(`${confirmed} of ${wanted} replicas confirmed`);
  }
}
