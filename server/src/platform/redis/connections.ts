import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../logging/log.js';

/** Where Redis is: `unix:` path of the private one, or the operator's URL. */
export type RedisTarget = { path: string } | { url: string };

const COMMAND_TIMEOUT_MS = 2000;
const reconnectDelay = (attempt: number) => Math.min(50 * attempt, 500);

/** What every client here is opened with. */
export function redisOptions(target: RedisTarget): RedisOptions {
  return {
    ...('path' in target ? { path: target.path } : fromUrl(target.url)),
    // Without it a command that was in flight when the connection broke may never settle (redis/ioredis #2193).
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
    // Nothing waits in memory for a Redis that is away, and nothing is sent a second time behind the caller's back: the caller gets
    // an error at once and decides. Resending would run a script twice whose first answer was only lost on the way.
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: reconnectDelay,
    // After a failover this connection may still lead to the old master, which is read-only now.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
    lazyConnect: true,
  };
}

function fromUrl(text: string): RedisOptions {
  const url = new URL(text);
  const query = new URLSearchParams(url.search);
  const db = Number(url.protocol === 'unix:' ? (query.get('db') ?? 0) : url.pathname.slice(1) || 0);
  const auth = {
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    db,
  };
  if (url.protocol === 'unix:') return { ...auth, path: decodeURIComponent(url.pathname) };
  return {
    ...auth,
    host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(url.port || 6379),
    ...(url.protocol === 'rediss:' ? { tls: { servername: url.hostname } } : {}),
  };
}

type Handler = (message: string) => void;

/** The process's connections: one for commands, one that listens, and more for whoever blocks. */
export class RedisConnections {
  readonly main: Redis;
  readonly #listener: Redis;
  readonly #handlers = new Map<string, Set<Handler>>();
  readonly #open = new Set<Redis>();

  constructor(
    readonly target: RedisTarget,
    private readonly log: Log,
  ) {
    this.main = this.#client('main');
    this.#listener = this.#client('listener');
    this.#listener.on('ready', () => this.#resubscribe());
    this.#listener.on('message', (channel: string, message: string) => this.#deliver(channel, message));
  }

  /** Connects and waits until Redis answers, at most `timeoutMs`: it may still be reading its file. */
  async open(timeoutMs = 60_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    for (const client of [this.main, this.#listener]) {
      client.connect().catch(() => undefined);
      // oxlint-disable-next-line no-await-in-loop -- one after the other on purpose
      await untilReady(client, until);
    }
  }

  /** Calls `handler` with every message of `channel`; messages sent while the connection was away are lost. */
  async subscribe(channel: string, handler: Handler): Promise<() => void> {
    const handlers = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, handlers.add(handler));
    // Redis may be away just now: `#resubscribe` makes up for it as soon as it is back.
    await this.#listener.subscribe(channel).catch(() => undefined);
    return () => void handlers.delete(handler);
  }

  /** A connection of one's own, closed with the others. Blocking reads pass a `commandTimeout` beyond their own patience. */
  async duplicate(overrides: RedisOptions = {}): Promise<Redis> {
    const client = this.#client('duplicate', overrides);
    client.connect().catch(() => undefined);
    await untilReady(client, Date.now() + 10_000);
    return client;
  }

  /** Closes every connection; commands under way have a moment to finish. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((client) => quit(client)));
  }

  #client(name: string, overrides: RedisOptions = {}): Redis {
    const client = new Redis({ ...redisOptions(this.target), ...overrides });
    let away = false;
    // An 'error' event without a listener would end the process each time Redis restarts.
    client.on('error', (error: Error) => {
      if (!away) this.log.warn(`redis (${name}): ${error.message}`);
      away = true;
    });
    client.on('ready', () => {
      if (away) this.log.info(`redis (${name}): back`);
      away = false;
    });
    client.on('end', () => this.#open.delete(client));
    this.#open.add(client);
    return client;
  }

  #resubscribe(): void {
    const wanted = [...this.#handlers.keys()];
    if (wanted.length > 0) this.#listener.subscribe(...wanted).catch(() => undefined);
  }

  #deliver(channel: string, message: string): void {
    for (const handler of this.#handlers.get(channel) ?? []) {
      try {
        handler(message);
      } catch (error) {
        this.log.error(`handler of ${channel} failed: ${String(error)}`);
      }
    }
  }
}

async function untilReady(client: Redis, until: number): Promise<void> {
  while (client.status !== 'ready') {
    if (Date.now() > until) throw new Error('Redis does not answer');
    // oxlint-disable-next-line no-await-in-loop -- polling
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function quit(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => undefined);
  client.disconnect();
}
