import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../logging/log.js';
import { lockDataDir } from './data-dir-lock.js';
import { type RedisBinary, findRedis } from './find-redis.js';
import { mendTornTail } from './mend-aof.js';
import { commandOf } from './process-id.js';
import { socketPath } from './socket-path.js';

export interface EmbeddedOptions {
  dataDir: string;
  fsync: 'always' | 'everysec';
  log: Log;
}

const MAX_BACKOFF_MS = 5000;
/** A Redis that has lived this long had no fault of its own at the start. */
const SETTLED_MS = 10_000;

/** A real redis-server of our own: private socket, append-only file, brought back when it dies, stopped last. */
export class EmbeddedRedis {
  #child: ChildProcess | null = null;
  #exited: Promise<void> = Promise.resolve();
  #stopping = false;
  #backoff = 50;
  readonly #lastLines: string[] = [];
  readonly #onExit = () => this.#child?.kill('SIGTERM');

  private constructor(
    private readonly options: EmbeddedOptions,
    private readonly binary: RedisBinary,
    private readonly dir: string,
    readonly socket: string,
    private readonly unlock: () => void,
  ) {}

  static async start(options: EmbeddedOptions): Promise<EmbeddedRedis> {
    const binary = await findRedis();
    const dir = join(options.dataDir, 'redis');
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const socket = socketPath(dir);
    const unlock = lockDataDir(options.dataDir, socket);
    const redis = new EmbeddedRedis(options, binary, dir, socket, unlock);
    try {
      await stopOrphan(redis.#pidFile, dir, socket);
      await redis.#mend();
      redis.#spawn();
      await redis.#untilItListens();
    } catch (error) {
      await redis.stop();
      throw error;
    }
    process.once('exit', redis.#onExit);
    return redis;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    process.off('exit', this.#onExit);
    const child = this.#child;
    if (child) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await this.#exited;
      clearTimeout(late);
    }
    rmSync(this.#pidFile, { force: true });
    this.unlock();
  }

  get #pidFile(): string {
    return join(this.dir, 'redis.pid');
  }

  #spawn(): void {
    const { command, env } = this.binary;
    const started = Date.now();
    const child = spawn(command, redisArguments(this.dir, this.socket, this.options.fsync), {
      argv0: 'redis-server',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      // Its own process group: Ctrl-C reaches the whole foreground group, and Redis has to outlive the server's last writes.
      detached: true,
    });
    this.#child = child;
    if (child.pid) writeFileSync(this.#pidFile, String(child.pid), { mode: 0o600 });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.#remember(text));
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => this.#remember(error.message));
      child.once('close', (code, signal) => {
        this.#child = null;
        resolve();
        if (!this.#stopping) this.#again(Date.now() - started, signal ?? `code ${code}`);
      });
    });
  }

  #again(livedMs: number, why: string): void {
    this.#backoff = livedMs > SETTLED_MS ? 50 : Math.min(this.#backoff * 2, MAX_BACKOFF_MS);
    this.options.log.error(
      { last: this.#lastLines.slice(-3) },
      `redis-server ended (${why}); starting it again in ${this.#backoff} ms`,
    );
    setTimeout(() => void this.#restart(), this.#backoff);
  }

  async #restart(): Promise<void> {
    await this.#mend();
    if (!this.#stopping) this.#spawn();
  }

  async #mend(): Promise<void> {
    const dropped = await mendTornTail(this.binary, this.dir).catch(() => 0);
    if (dropped > 0) this.options.log.warn(`redis: ${dropped} bytes of a torn, unacknowledged write dropped`);
  }

  #remember(text: string): void {
    this.#lastLines.push(...text.split('\n').filter(Boolean));
    this.#lastLines.splice(0, Math.max(0, this.#lastLines.length - 20));
  }

  async #untilItListens(): Promise<void> {
    const until = Date.now() + 15_000;
    while (!(await canConnect(this.socket))) {
      // At the first start an exit is a reason to say so and stop; bringing it back for ever would hide a wrong directory or a full disk.
      if (!this.#child || Date.now() > until)
        throw new Error(`redis-server does not start: ${this.#lastLines.slice(-2).join(' / ')}`);
      await sleep(15);
    }
  }
}

function redisArguments(dir: string, socket: string, fsync: string): string[] {
  const settings: Record<string, string> = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: fsync,
    // A rewrite of the file must not turn "always" into "sometimes".
    'no-appendfsync-on-rewrite': 'no',
    // A tail that was torn by a power cut was never acknowledged: drop it and start.
    'aof-load-truncated': 'yes',
    save: '',
    // A counter that was evicted is a wrong number on the wall; a refused write is a 503.
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A server killed with -9 leaves its Redis behind; a second one on the same file would ruin it. */
async function stopOrphan(pidFile: string, dir: string, socket: string): Promise<void> {
  const pid = readPid(pidFile);
  const isOurs = () => {
    const command = pid ? commandOf(pid) : null;
    return command !== null && command.includes('redis') && (command.includes(socket) || command.includes(dir));
  };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!pid || !isOurs()) return;
    process.kill(pid, signal);
    for (let i = 0; i < 250 && isOurs(); i++) await sleep(20);
  }
}

function readPid(pidFile: string): number | null {
  try {
    return Number(readFileSync(pidFile, 'utf8')) || null;
  } catch {
    return null;
  }
}
