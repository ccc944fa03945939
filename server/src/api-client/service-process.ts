// A service of our own for the demo and for watching a replay: started as a child, as a person would start it.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceProcess {
  url: string;
  /** Resolves with words for a person when the service ends. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** The file that starts the service (`server/bin/tideboard.mjs`). */
  command: string;
  host: string;
  port: number;
  dataDir: string;
  env: Record<string, string>;
  /** Begin with an empty data directory. */
  fresh?: boolean;
}

const READY_MS = 120_000;

/** Starts the service and resolves when it can take events. */
export async function startService({ command, host, port, dataDir, env, fresh }: ServiceOptions): Promise<ServiceProcess> {
  await assertFree(host, port);
  // Only now: whoever holds the port may be working on this very directory.
  if (fresh) emptyDataDir(dataDir);
  const child = spawn(process.execPath, [command, 'serve'], {
    // A group of its own: Ctrl-C reaches the whole foreground group, and the service has to outlive our last word to it.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, REDIS_URL: '', HOST: host, PORT: String(port), DATA_DIR: dataDir, ...env },
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const onExit = (): void => void child.kill('SIGTERM');
  process.once('exit', onExit);
  void ended.then(() => process.off('exit', onExit));
  // 0.0.0.0 is where to listen, and no address to call.
  const reach = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const service: ServiceProcess = { url: `http://${reach}:${port}`, ended, stop: () => stop(child, ended) };
  const why = await Promise.race([untilReady(service.url).then(() => null), ended]);
  if (why !== null) throw new Error(`the service did not start (${why})`);
  return service;
}

/** Empties a directory for a fresh start; what names a process stays, so that the service can end a Redis that was left behind. */
function emptyDataDir(dataDir: string): void {
  let entries: string[];
  try {
    entries = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (entry.endsWith('.pid') || entry.endsWith('.lock')) continue;
    if (!entries.some((other) => other.startsWith(`${entry}/`))) rmSync(join(dataDir, entry), { recursive: true, force: true });
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + READY_MS;
  // oxlint-disable no-await-in-loop -- polling
  while (performance.now() < until) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  // oxlint-enable no-await-in-loop
  throw new Error('the service did not become ready');
}

function assertFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE'
            ? `port ${port} is taken: choose another one, PORT=${port + 1}`
            : `${host}:${port}: ${error.message}`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
