import type { AuditVerification } from '@tideboard/contracts';
import type { Command } from 'commander';
import { AuditLog } from '../audit-log/audit-log.js';
import { audit, type AuditResult } from '../audit/audit.js';
import { lineOf } from '../audit/difference.js';
import { StoreReader } from '../audit/store-reader.js';
import { keys } from '../platform/redis/index.js';
import { progress } from './progress.js';
import { say, withConnections } from './with-store.js';

/** `audit`: the board against everything that lies beneath it; ends with 1 when anything differs. */
export function auditCommand(program: Command): void {
  const command = program
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
  command
    .command('verify')
    .description('follow the hash chain of the audit log; ends with 1 when it is broken')
    .option('--json', 'print the result as one JSON object')
    .action(async (_: unknown, self: Command) => {
      // `--json` is an option of `audit` too, which therefore takes it.
      const { json } = self.optsWithGlobals<{ json?: boolean }>();
      const result = await withConnections((connections) => new AuditLog(connections).verify());
      say(json ? JSON.stringify(result) : chainText(result));
      if (!result.intact) process.exitCode = 1;
    });
}

function chainText({ intact, entries, head, faults }: AuditVerification): string {
  return [
    ...faults.map(({ seq, fault }) => `entry ${seq}: ${fault}`),
    `${entries} entries, head ${head.seq} ${head.hash || '(none)'}: ${intact ? 'the chain holds' : 'the chain is broken'}`,
  ].join('\n');
}

function textOf({ tickets, agents, events, logIsWhole, differences }: AuditResult): string {
  const verdict = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  return [
    ...differences.map(lineOf),
    ...(logIsWhole ? [] : ['the event log has been cut: facts older than it were not compared with it']),
    `${tickets} tickets, ${agents} agents, ${events} events audited: ${verdict}`,
  ].join('\n');
}
