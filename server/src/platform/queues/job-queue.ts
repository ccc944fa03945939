import type { RedisOptions } from 'bullmq';
import { Queue, Worker } from 'bullmq';
import type { Log } from '../logging/log.js';
import { keys, type RedisConnections, redisOptions } from '../redis/index.js';

export interface Wake {
  /** Unique for ever: a finished job's id that is used again is silently ignored. Never a `:` in it. */
  jobId: string;
  /** What to look at; all that a job carries, because what to do is for the record to say. */
  subject: string;
  delayMs?: number;
}

export interface Schedule {
  /** One schedule has one id: another pattern or zone under it takes the place of the old one. */
  id: string;
  /** Cron, on the wall clock of the zone. */
  pattern: string;
  timeZone: string;
}

/** Jobs run by one name at a time and node; a stall is noticed after so long (real ms). */
const LOCK_MS = 30_000;
const CONCURRENCY = 8;

/**
 * A job queue that only wakes: it may lose a job, run it late or run it twice, and whoever is woken asks the store what to do. Redis may
 * therefore lose all of it without losing anything.
 */
export class JobQueue {
  private queue: Queue | null = null;
  private worker: Worker | null = null;

  constructor(
    private readonly name: string,
    private readonly connections: RedisConnections,
    private readonly log: Log,
  ) {}

  start(work: (subject: string) => Promise<void>): void {
    // Options and not a client: BullMQ then owns and closes what it opens. Commands here block for seconds and wait for a Redis that is
    // away, so the common time limits must not hold; the type is theirs because ioredis allows null where they do not.
    const { commandTimeout: _, retryStrategy: __, ...rest } = redisOptions(this.connections.target);
    const connection = { ...rest, maxRetriesPerRequest: null, enableOfflineQueue: true, lazyConnect: false } as RedisOptions;
    const common = { connection, prefix: keys.jobs };
    this.queue = new Queue(this.name, common);
    this.worker = new Worker(this.name, (job) => work((job.data as { subject: string }).subject), {
      ...common,
      concurrency: CONCURRENCY,
      lockDuration: LOCK_MS,
    });
    // Without a listener an 'error' event ends the process.
    const note = (error: Error): void => this.log.debug(`jobs: ${error.message}`);
    this.queue.on('error', note);
    this.worker.on('error', note);
    this.worker.on('failed', (_job, error) => this.log.warn(`job failed: ${error.message}`));
  }

  /** Never rejects: a wake that is lost is made up for by the sweep. */
  async wake({ jobId, subject, delayMs = 0 }: Wake): Promise<void> {
    const options = { jobId, delay: Math.round(delayMs), removeOnComplete: true, removeOnFail: true };
    await this.queue?.add('wake', { subject }, options).catch((error: unknown) => this.log.debug(`jobs: ${String(error)}`));
  }

  /** Wakes again and again; rejects while the store is away. */
  async schedule({ id, pattern, timeZone }: Schedule): Promise<void> {
    const template = { name: 'wake', data: { subject: id }, opts: { removeOnComplete: true, removeOnFail: true } };
    await this.queue?.upsertJobScheduler(id, { pattern, tz: timeZone }, template);
  }

  async stop(): Promise<void> {
    await this.worker?.close(true).catch(() => undefined);
    await this.queue?.close().catch(() => undefined);
  }
}
