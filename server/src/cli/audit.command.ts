import type { Command } from 'commander';
import { audit, type AuditResult } from '../audit/audit.js';
import { lineOf } from '../audit/difference.js';
import { StoreReader } from '../audit/store-reader.js';
import { keys } from '../platform/redis/index.js';
import { progress } from './progress.js';
import { say, withConnections } from './with-store.js';

/** `audit`: the board against everything that lies beneath it; ends with 1 when anything differs. */
export function auditCommand(program: Command): void {
  program
    .command('audit')
    .description('recompute the board from the tickets and from the event log, and print every difference')
    .option('--json', 'print the result as one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const result = await withConnections(async (connections) => {
        const bar = progress('events', await connections.main.xlen(keys.log));
        try {
          return await audit(new StoreReader(connections), (done) => bar.update(done));
        } finally {
          bar.stop();
        }
      });
      say(json ? JSON.stringify(result) : textOf(result));
      if (result.differences.length > 0) process.exitCode = 1;
    });
}

function textOf({ tickets, agents, events, logIsWhole, differences }: AuditResult): string {
  const verdict = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  return [
    ...differences.map(lineOf),
    ...(logIsWhole ? [] : ['the event log has been cut: facts older than it were not compared with it']),
    `${tickets} tickets, ${agents} agents, ${events} events audited: ${verdict}`,
  ].join('\n');
}
