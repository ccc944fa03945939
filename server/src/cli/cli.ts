import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.command.js';
import { exitWith } from './exit.js';
import { keysCommand } from './keys.command.js';
import { replayCommand } from './replay.command.js';
import { serveCommand } from './serve.command.js';
import { simulateCommand } from './simulate.command.js';
import { usersCommand } from './users.command.js';

/** One file a verb; each adds itself to the program. */
const VERBS: ((program: Command) => void)[] = [
  serveCommand,
  replayCommand,
  simulateCommand,
  auditCommand,
  keysCommand,
  usersCommand,
];

async function main(): Promise<void> {
  const program = new Command('tideboard').description('The live wall-board of a customer-service floor.');
  // Commander ends with 1 for bad usage, which here means that the work failed; each verb inherits this.
  program.exitOverride();
  for (const verb of VERBS) verb(program);
  await program.parseAsync();
}

main().then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    // Commander has said what is wrong; help that was asked for is no error.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    exitWith(error);
  },
);
