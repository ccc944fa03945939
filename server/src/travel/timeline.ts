import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { Loop } from '../platform/loop.js';
import { RedisConnections } from '../platform/redis/index.js';
import { CLOSEST } from './checkpoint.js';
import { LogReader } from './log-reader.js';
import type { Answer, Asked, NumbersAt, PastNumbers, Question, Reply, Start } from './question.js';

/** Nobody travels any more (real ms): the memory is given back. */
const IDLE_MS = 5 * 60_000;
const LOOK_EVERY_MS = 5000;
/** Checkpoints are written in a tenth of the time at the most: a flood of events must not be followed step by step. */
const PATIENCE = 9;

interface Waiting {
  done: (answer: never) => void;
  fail: (error: Error) => void;
}

/** The thread in which the past is rebuilt: started when it is needed, and ended when nobody has asked for a while. */
@Injectable()
export class Timeline implements OnApplicationBootstrap, OnModuleDestroy {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private travelledAt = -Infinity;
  private keptTo = 0;
  private readonly log: LogReader;
  private readonly loop = new Loop('checkpoints', () => this.turn());

  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
    private readonly config: AppConfig,
  ) {
    this.log = new LogReader(connections);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
    await this.loop.stop();
  }

  /** @throws ProblemError 410 where the log was cut and the moment cannot be rebuilt */
  numbers(moment: Omit<NumbersAt, 'want'>): Promise<PastNumbers> {
    this.travelledAt = performance.now();
    return this.ask<PastNumbers>({ want: 'numbers', ...moment });
  }

  /** The first instant (site, epoch ms) that can be rebuilt; null where that is the beginning, Infinity where none can. */
  async reach(): Promise<number | null> {
    if ((await this.log.extent()).cut === '') return null;
    return this.ask<number | null>({ want: 'reach' });
  }

  private async turn(): Promise<number> {
    const { entries } = await this.log.extent();
    let pause = LOOK_EVERY_MS;
    if (entries < this.keptTo) this.keptTo = 0;
    if (entries - this.keptTo >= CLOSEST) {
      const began = performance.now();
      await this.ask<boolean>({ want: 'keep' });
      this.keptTo = entries;
      pause = Math.max(pause, (performance.now() - began) * PATIENCE);
    }
    if (this.waiting.size === 0 && performance.now() - this.travelledAt > IDLE_MS) await this.end();
    return pause;
  }

  private ask<T extends Answer>(question: Question): Promise<T> {
    const id = (this.asked += 1);
    return new Promise<T>((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.running().postMessage({ id, question } satisfies Asked, []);
    });
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const { rate, id } = this.clock;
    const clock = { id, rate, zero: this.clock.siteAt(0) };
    const workerData: Start = { target: this.connections.target, clock, dir: join(this.config.dataDir, 'travel') };
    const worker = new Worker(new URL('./travel.worker.js', import.meta.url), { workerData, execArgv: [] });
    worker.unref();
    worker.on('message', (reply: Reply) => this.settle(reply));
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', () => this.lose(worker, new Error('the thread of the past has ended')));
    return (this.worker = worker);
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('answer' in reply) return waiting?.done(reply.answer as never);
    waiting?.fail(
      reply.cut ? new ProblemError(410, 'log_cut', 'The event log no longer reaches back to that time.') : new Error(reply.error),
    );
  }

  private lose(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    this.worker = null;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { fail } of lost) fail(error);
  }

  private async end(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    this.lose(worker, new Error('the server is going down'));
    await worker.terminate();
  }
}
