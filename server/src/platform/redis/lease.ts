import { randomUUID } from 'node:crypto';
import type { RedisConnections } from './connections.js';
import { keys } from './keys.js';
import { Script } from './scripts.js';

/** A holder that is gone is replaced after this long (real ms). */
const LEASE_MS = 3000;
const RENEW_MS = 500;

const script = new Script(import.meta.url, './lease.lua', Number);

/** Which node of the site decides: sweeps deadlines, raises alerts, rebalances. One at a time, found out by asking the store. */
export class Lease {
  private readonly node = randomUUID();
  private fence = 0;
  private asked = -Infinity;

  constructor(private readonly connections: RedisConnections) {}

  /**
   * True while this node holds the lease. The answer can be old by the time it is used, since a process may sleep for a minute between
   * two lines; what must not happen twice is guarded by versions or by `fencing`, not by this.
   */
  async held(): Promise<boolean> {
    if (performance.now() - this.asked < RENEW_MS) return this.fence > 0;
    this.fence = await script.run(this.connections.main, [keys.lease, keys.fence], [this.node, LEASE_MS]);
    this.asked = performance.now();
    return this.fence > 0;
  }

  /** Grows with every change of holder: a write that carries an older number than the store has seen comes from a holder that slept. */
  get fencing(): number {
    return this.fence;
  }

  /** Lets the next node begin at once. */
  async release(): Promise<void> {
    if (this.fence > 0) await this.connections.main.del(keys.lease);
    this.fence = 0;
  }
}
