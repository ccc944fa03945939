// Load with a memory: what was sent, what was acknowledged, and what the store has of it afterwards.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@tideboard/contracts';
import type { PolicyVersion } from '@tideboard/domain';
import { Redis } from 'ioredis';
import { readEvent } from '../../server/src/ingest/read-event.js';
import { keys } from '../../server/src/platform/redis/index.js';
import type { AcceptedEvent } from '../../server/src/tickets/accepted-event.js';
import { oracle } from './algebra/oracle.js';
import { assertSame, floorState } from './algebra/stored-floor.js';
import { type DoorAnswer, doorOf, event } from './events.js';

/** Far from every deadline of the events below, and hardly moving: what the board shows depends on the events alone. */
export const FAULT_CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '0.001' };
const NOW = Date.parse(FAULT_CLOCK.CLOCK_START);
const STEPS = ['created', 'assigned', 'started', 'transferred', 'completed', 'reopened', 'abandoned', 'rated', 'noise.unknown'];
const CHANNELS = ['phone', 'email', 'social', 'nowhere'];
const BATCH = 20;

const keyOf = ({ source, id }: { source: string; id: string }): string => `${source} ${id}`;

/** The same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Attempt {
  status: number | 'broken';
  ms: number;
}

export class Ledger {
  readonly sent = new Set<string>();
  readonly acked = new Set<string>();
  readonly attempts: Attempt[] = [];
  private readonly next: () => number;
  private running: Promise<unknown> | null = null;
  private on = false;

  constructor(
    private readonly url: string,
    private readonly key: string,
    seed: number,
  ) {
    this.next = random(seed);
  }

  /** Upstreams that send batch after batch; what was not acknowledged they send again, mostly. */
  start(upstreams = 4): void {
    this.on = true;
    this.running = Promise.all(Array.from({ length: upstreams }, () => this.upstream()));
  }

  async stop(): Promise<void> {
    this.on = false;
    await this.running;
  }

  async untilAcked(more: number): Promise<void> {
    const goal = this.acked.size + more;
    while (this.acked.size < goal) await sleep(5);
  }

  private async upstream(): Promise<void> {
    while (this.on) {
      const batch = Array.from({ length: BATCH }, () => this.make());
      for (const each of batch) this.sent.add(keyOf(each));
      while (!(await this.send(batch)) && this.on && this.next() > 0.05) await sleep(20);
    }
  }

  private async send(batch: CloudEvent[]): Promise<boolean> {
    const began = performance.now();
    const answer: DoorAnswer | null = await doorOf(this.url, this.key)
      .send(...batch)
      .catch(() => null);
    this.attempts.push({ status: answer?.status ?? 'broken', ms: performance.now() - began });
    if (answer?.status !== 200) return false;
    for (const each of batch) this.acked.add(keyOf(each));
    return true;
  }

  private make(): CloudEvent {
    const pick = <T>(items: readonly T[]): T => items[Math.floor(this.next() * items.length)]!;
    const data = { channel: pick(CHANNELS), agent: 'anna', score: 1 + Math.floor(this.next() * 5) };
    return event(
      pick(STEPS),
      `t${Math.floor(this.next() * 400)}`,
      NOW - 3 * 3_600_000 - Math.floor(this.next() * 3_600_000),
      data,
    );
  }
}

/** Reads the store as it is now, beside the server. */
export async function audit(socket: string, ledger: Ledger): Promise<{ present: number }> {
  const redis = new Redis({ path: socket });
  try {
    const entries = await redis.xrange(keys.log, '-', '+');
    const events = entries.map(([, [, entry]]) => readEvent(JSON.parse(entry!), () => entry!) as AcceptedEvent);
    const present = new Set(events.map(keyOf));
    const versions = JSON.parse((await redis.hget(keys.registry, 'doc'))!) as PolicyVersion[];
    const lost = [...ledger.acked].filter((key) => !present.has(key));
    const invented = [...present].filter((key) => !ledger.sent.has(key));
    if (lost.length + invented.length > 0) throw new Error(`lost ${lost.length}, invented ${invented.length}`);
    if (present.size !== events.length) throw new Error(`${events.length - present.size} events are in the log twice`);
    assertSame(await floorState(redis), oracle(events, versions, NOW));
    return { present: present.size };
  } finally {
    redis.disconnect();
  }
}
