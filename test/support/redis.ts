// A real redis-server of a test's own: private socket, own directory, to be stopped, frozen or killed at will.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findRedis } from '../../server/src/platform/redis/find-redis.js';

export interface TestRedis {
  socket: string;
  /** For `REDIS_URL`. */
  url: string;
  dir: string;
  client: Redis;
  pid(): number;
  /** SIGKILL, and back on the same files once `start` is called. */
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

export interface RedisSettings {
  appendonly?: 'yes' | 'no';
  appendfsync?: 'always' | 'everysec';
}

export async function startRedis({ appendonly = 'no', appendfsync = 'always' }: RedisSettings = {}): Promise<TestRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'tb-redis-'));
  const socket = join(dir, 'r.sock');
  const { command, env } = await findRedis();
  const settings = { port: '0', unixsocket: socket, dir, save: '', appendonly, appendfsync, 'maxmemory-policy': 'noeviction' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const client = new Redis({ path: socket, lazyConnect: true, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  let child: ChildProcess | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  const start = async (): Promise<void> => {
    child = spawn(command, args, { argv0: 'redis-server', stdio: 'ignore', env: { ...process.env, ...env } });
    closed = new Promise((done) => child!.once('close', done));
    if (client.status === 'wait') await client.connect().catch(() => undefined);
    await client.ping();
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child?.kill(signal);
    await closed;
  };
  await start();
  return {
    socket,
    url: `unix://${socket}`,
    dir,
    client,
    pid: () => child!.pid!,
    kill: () => end('SIGKILL'),
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    stop: async () => {
      client.disconnect();
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
