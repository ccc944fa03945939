import { Injectable } from '@nestjs/common';
import type { Report } from '@tideboard/rebalance';
import { Worker } from 'node:worker_threads';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { planPolicy, settingsHash } from './control.js';
import { ControlStore } from './control-store.js';
import { RecordedDay } from './recorded-day.service.js';
import type { SimulationJob } from './simulation.js';

/** What the policy would have done, against doing nothing and against everybody sharing everything at once. */
export interface SimulationResult {
  settings: string;
  policyVersion: number;
  scenario: string;
  seed: number;
  at: string;
  reports: Record<'nothing' | 'plan' | 'pooled', Report>;
  /** Share of the possible gain (pooled against nothing) that the policy achieves; null where there is none. */
  gapClosed: number | null;
}

/** Tries settings on a simulated floor and remembers which were tried. */
@Injectable()
export class Simulations {
  constructor(
    private readonly connections: RedisConnections,
    private readonly control: ControlStore,
    private readonly recorded: RecordedDay,
  ) {}

  /** Hashes of the settings that were tried. */
  tried(): Promise<string[]> {
    return this.connections.main.hkeys(keys.simulations);
  }

  async run(name: 'synthetic-surge' | 'recorded-day', seed: number): Promise<SimulationResult> {
    const { policy } = await this.control.read();
    const scenario = name === 'recorded-day' ? await this.recorded.scenario() : null;
    const reports = await inThread({ scenario, seed, policy: { ...planPolicy(policy), mode: 'auto' } });
    const { nothing, plan, pooled } = reports;
    const gap = nothing.misses - pooled.misses;
    const result: SimulationResult = {
      settings: settingsHash(policy),
      policyVersion: policy.version,
      scenario: name,
      seed,
      at: new Date().toISOString(),
      reports,
      gapClosed: gap > 0 ? (nothing.misses - plan.misses) / gap : null,
    };
    await this.connections.main.hset(keys.simulations, result.settings, JSON.stringify(result));
    return result;
  }
}

/** In a thread of its own: a simulated day takes seconds, and the applying path must not wait for it. */
function inThread(job: SimulationJob): Promise<SimulationResult['reports']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./simulation.worker.js', import.meta.url), { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the simulation ended with ${code}`)));
  });
}
