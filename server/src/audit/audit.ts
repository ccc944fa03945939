import { setTimeout as sleep } from 'node:timers/promises';
import { compareContributions, compareCounters, compareFacts, compareLists, unpackAll } from './compare.js';
import type { Difference } from './difference.js';
import type { OnStep, StoreReader } from './store-reader.js';

export interface AuditResult {
  tickets: number;
  agents: number;
  events: number;
  /** False: the log has been cut, and what it no longer tells was not compared with it. */
  logIsWhole: boolean;
  differences: Difference[];
}

const PAUSE_MS = 1000;

/**
 * Computes the board again from everything that lies beneath it. On a store that is being written to, a difference counts only when it
 * is still there in a reading that no commit can have come into.
 */
export async function audit(reader: StoreReader, onStep?: OnStep): Promise<AuditResult> {
  const first = await auditOnce(reader, false, onStep);
  if (first.differences.length === 0) return first;
  // A service that is just judging everything by a new registry is given a moment.
  await sleep(PAUSE_MS);
  return auditOnce(reader, true, onStep);
}

async function auditOnce(reader: StoreReader, atomic: boolean, onStep?: OnStep): Promise<AuditResult> {
  const snapshot = await reader.snapshot(atomic);
  const records = unpackAll(snapshot);
  const log = await reader.log(snapshot.lastLogId, onStep);
  return {
    tickets: [...records.tickets.values()].filter(({ letGoAt }) => letGoAt === undefined).length,
    agents: records.agents.size,
    events: log.events,
    logIsWhole: log.whole,
    differences: [
      ...compareCounters(records, snapshot.counters),
      ...compareContributions(records, snapshot),
      ...compareFacts(records, log, snapshot.now),
      ...compareLists(records, snapshot),
    ],
  };
}
