import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ReassignmentCommand, ReassignmentKind } from '@tideboard/contracts';
import { type ActionEvent, needsCommand } from '@tideboard/domain';
import { SiteClock } from '../platform/clock/site-clock.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { ControlStore } from './control-store.js';
import { type Entry, type Leg, type ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';
import { RegistryApplier } from './registry-applier.service.js';
import { stepEntry, withEntry } from './steps.js';
import { type Upstream, UpstreamStore } from './upstream-store.js';
import { deliver, type Delivery } from './webhook.js';

export const COMMANDS = Symbol('COMMANDS');

/** Beyond the time limit of a delivery, until another worker may take it over (real ms). */
const MARGIN_MS = 1000;

interface Attempt {
  record: ReassignmentRecord;
  entry: Entry;
  timeoutMs: number;
  attempts: number;
  backoffMs: number;
}

/**
 * Sends the commands. A job only wakes it: the record says what is to do, each attempt is written down before it is made, and every
 * delivery of one command carries one idempotency key, so that a worker that is killed, slept or ran twice has one net effect.
 */
@Injectable()
export class Executor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Executor.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly store: ReassignmentStore,
    private readonly control: ControlStore,
    private readonly upstreams: UpstreamStore,
    private readonly registry: RegistryApplier,
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
    @Inject(COMMANDS) private readonly jobs: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.start((id) => this.run(id));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.jobs.stop();
  }

  /** Has the record looked at soon. */
  async wake(record: ReassignmentRecord, delayMs = 0): Promise<void> {
    const turn = record.entries.map(({ leg, status }) => `${leg.serial}${leg.attempts}${status[0]}`).join('-');
    // The instant makes the id new each time: the sweep must be able to wake a record whose last job got lost.
    await this.jobs.wake({ jobId: `r-${record.id}-${turn}-${Date.now().toString(36)}`, subject: record.id, delayMs });
  }

  async run(id: string): Promise<void> {
    const record = (await this.store.open()).get(id)?.record;
    if (record?.decision !== 'approved') return;
    const due = record.entries.filter((entry) => isDue(entry));
    await Promise.all(due.map(({ n }) => this.attempt(id, n)));
  }

  private async attempt(id: string, n: number): Promise<void> {
    const { command } = (await this.control.read()).policy;
    const timeoutMs = command.timeoutSeconds * 1000;
    const held = await this.claim(id, n, { attempts: command.attempts, timeoutMs });
    if (!held) return;
    const upstream = held.record.upstream === null ? null : await this.upstreams.find(held.record.upstream);
    const attempt = { ...held, timeoutMs, attempts: command.attempts, backoffMs: command.backoffSeconds * 1000 };
    if (held.record.upstream === null) {
      await this.registry.apply(held.record, held.entry);
      await this.step(attempt, 'confirm');
    } else if (upstream === null)
      await this.step(attempt, held.entry.leg.attempts > 1 ? 'give_up' : 'refuse', 'the upstream was removed');
    else await this.settle(attempt, await this.send(upstream, attempt));
  }

  /** Writes the attempt down; null when somebody else is at it, or nothing is to do any more. */
  private async claim(
    id: string,
    n: number,
    { attempts, timeoutMs }: { attempts: number; timeoutMs: number },
  ): Promise<{ record: ReassignmentRecord; entry: Entry } | null> {
    const fence = await this.connections.main.incr(keys.commandFence);
    let leg: Leg | null = null;
    const now = this.clock.now();
    const record = await this.store.update(id, (seen) => {
      leg = null;
      const entry = seen.entries.find((candidate) => candidate.n === n);
      if (!entry || !isDue(entry)) return seen;
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

  private send(upstream: Upstream, { record, entry, timeoutMs }: Attempt): Promise<Delivery> {
    const command = commandOf(record, entry);
    return deliver(upstream, { id: command.id, body: JSON.stringify(command) }, { timeoutMs, stop: this.stopping.signal });
  }

  private async settle(attempt: Attempt, delivery: Delivery): Promise<void> {
    const { record, entry } = attempt;
    if (delivery.is === 'interrupted') return;
    if (delivery.is === 'answer') {
      // Nothing on the floor will ever show an assist: the upstream's taking it is all there is to know.
      const event = { confirmed: 'confirm', accepted: isAssist(record.kind) ? 'confirm' : 'accept', refused: 'refuse' } as const;
      await this.step(attempt, event[delivery.status], delivery.status === 'refused' ? (delivery.reason ?? 'refused') : null);
    } else if (delivery.is === 'rejected') {
      // After an attempt whose outcome nobody knows, "wrong" may only mean "already done".
      await this.step(attempt, entry.leg.attempts > 1 ? 'give_up' : 'refuse', delivery.problem);
    } else if (entry.leg.attempts >= attempt.attempts) await this.step(attempt, 'give_up', delivery.problem);
    else await this.retry(attempt, delivery);
  }

  private async retry(
    { record, entry, backoffMs }: Attempt,
    { problem, retryAfterSeconds }: Delivery & { is: 'failed' },
  ): Promise<void> {
    const spread = 0.8 + 0.4 * Math.random();
    const delayMs = retryAfterSeconds === null ? backoffMs * 2 ** (entry.leg.attempts - 1) * spread : retryAfterSeconds * 1000;
    const next = await this.store.update(record.id, (seen) => {
      const held = seen.entries.find(({ n }) => n === entry.n);
      if (held?.leg.serial !== entry.leg.serial || held.leg.attempts !== entry.leg.attempts || !needsCommand(held.status))
        return seen;
      return withEntry(seen, { ...held, problem, leg: { ...held.leg, notBeforeReal: Date.now() + delayMs } }, this.clock.now());
    });
    if (next) await this.wake(next, delayMs + 5);
  }

  /** An answer to an older leg is nobody's any more. */
  private async step({ record, entry }: Attempt, event: ActionEvent, problem: string | null = null): Promise<void> {
    const next = await this.store.update(record.id, (seen) => {
      const held = seen.entries.find(({ n }) => n === entry.n);
      return held?.leg.serial === entry.leg.serial ? stepEntry(seen, entry.n, { event, now: this.clock.now(), problem }) : seen;
    });
    if (problem !== null) this.log.warn(`reassignment ${record.id}, action ${entry.n}: ${event} (${problem})`);
    if (next?.entries.some((other) => isDue(other))) await this.wake(next);
  }
}

const isAssist = (kind: ReassignmentKind): boolean => kind === 'assist' || kind === 'end-assist';

/** A command is to be sent, and nobody is at it. */
export const isDue = ({ status, leg }: Entry): boolean => needsCommand(status) && leg.notBeforeReal <= Date.now();

const HOME: Partial<Record<ReassignmentKind, ReassignmentKind>> = { move: 'return', assist: 'end-assist' };

/** The command of the entry's present leg; byte for byte the same in every delivery. */
export function commandOf(
  record: ReassignmentRecord,
  { n, agent, tickets, when, rule, leg, backTo }: Entry,
): ReassignmentCommand {
  const key = `${record.id}.${n}.${leg.serial}`;
  const out = leg.serial === 1;
  return {
    type: 'reassignment.command',
    id: key,
    reassignment: record.id,
    idempotencyKey: key,
    fence: leg.fence ?? 0,
    action: out ? record.kind : (HOME[record.kind] ?? record.kind),
    ...(agent === null ? {} : { agent }),
    ...(tickets === null ? {} : { tickets }),
    ...(out || record.kind === 'assist' ? { from: record.from, to: record.to } : { from: record.to, to: backTo }),
    when,
    ...(rule === null || !out ? {} : { rule }),
    reason: record.reason,
  };
}
