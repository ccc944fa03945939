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

interface Waiting {
  event: AcceptedEvent;
  settle: (verdict: Verdict) => void;
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
    return this.inbox.length;
  }

  /**
   * Applies events; resolves once every one of them is durable and counted. Rejects with a store error when it cannot say so: sending
   * them again is safe.
   */
  apply(events: readonly AcceptedEvent[]): Promise<Verdict[]> {
    const verdicts = events.map((event) => new Promise<Verdict>((settle, fail) => this.inbox.push({ event, settle, fail })));
    void this.run();
    return Promise.all(verdicts);
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
      const batch = this.inbox.splice(0, MAX_BATCH);
      try {
        const verdicts = await this.applyBatch(batch.map(({ event }) => event));
        batch.forEach(({ settle }, i) => settle(verdicts[i]!));
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    this.running = false;
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
