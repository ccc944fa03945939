import { Command, CommanderError } from 'commander';
import { exitWith } from './exit.js';

type Verb = (program: Command) => void;

/** One file a verb; each adds itself to the program. Only the one that is asked for is loaded: all of them cost a start half a second. */
const VERBS: ReadonlyMap<string, () => Promise<Verb>> = new Map([
  ['serve', async () => (await import('./serve.command.js')).serveCommand],
  ['replay', async () => (await import('./replay.command.js')).replayCommand],
  ['simulate', async () => (await import('./simulate.command.js')).simulateCommand],
  ['audit', async () => (await import('./audit.command.js')).auditCommand],
  ['keys', async () => (await import('./keys.command.js')).keysCommand],
  ['users', async () => (await import('./users.command.js')).usersCommand],
]);

async function main(): Promise<void> {
  const program = new Command('tideboard').description('The live wall-board of a customer-service floor.');
  // Commander ends with 1 for bad usage, which here means that the work failed; each verb inherits this.
  program.exitOverride();
  const asked = VERBS.get(process.argv[2] ?? '');
  for (const verb of await Promise.all((asked ? [asked] : [...VERBS.values()]).map((load) => load()))) verb(program);
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
