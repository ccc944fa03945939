import type { Command } from 'commander';
import { parseConfig } from '../config/app-config.js';

/** Starts the service and stops it cleanly on SIGTERM and Ctrl-C; resolves when it has stopped. */
export async function serve(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const config = parseConfig(env);
  // Before the start, which takes a second: a signal in it would otherwise end node and leave Redis behind.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  // Whatever hangs while we stop must not keep us: Redis still gets its signal, from the handler of 'exit'.
  void asked.then(() => setTimeout(() => process.exit(1), 15_000).unref());
  // Loaded only here: the whole service takes a second to load, and no other verb needs it.
  const { bootstrap } = await import('../bootstrap.js');
  const server = await bootstrap(config);
  await asked;
  await server.close();
}

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run the service; settings come from the environment (PORT, HOST, REDIS_URL, DATA_DIR, …)')
    .action(() => serve());
}
