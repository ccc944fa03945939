import { demo } from './demo.js';

/** Runs the demo to its end; the exit code. */
export async function main(command: string): Promise<number> {
  const stop = new AbortController();
  // `on`, not `once`: npm passes on the Ctrl-C that the terminal has sent already, and a second one must not cut the way down short.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  try {
    await demo({ command, env: process.env, signal: stop.signal, say: (text) => process.stdout.write(`${text}\n`) });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
