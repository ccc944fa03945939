import type { AppConfig } from '../../config/app-config.js';
import type { Log } from '../logging/log.js';
import { RedisConnections, type RedisTarget } from './connections.js';
import { lockHolder } from './data-dir-lock.js';
import { EmbeddedRedis } from './embedded-redis.js';

export interface Store {
  redis: RedisConnections;
  close(): Promise<void>;
}

type StoreConfig = Pick<AppConfig, 'redisUrl' | 'dataDir' | 'redisFsync'>;

/** The operator's Redis, or our own: started before the connections and stopped after them. */
export async function openStore(config: StoreConfig, log: Log): Promise<Store> {
  if (config.redisUrl) return connectTo({ url: config.redisUrl }, log);
  const embedded = await EmbeddedRedis.start({ dataDir: config.dataDir, fsync: config.redisFsync, log });
  return connectTo({ path: embedded.socket }, log, () => embedded.stop());
}

/** For a command beside a server: the Redis of whoever serves this DATA_DIR now, else as `openStore`. */
export async function openStoreBeside(config: StoreConfig, log: Log): Promise<Store> {
  const holder = config.redisUrl ? null : lockHolder(config.dataDir);
  return holder ? connectTo({ path: holder.socket }, log) : openStore(config, log);
}

async function connectTo(target: RedisTarget, log: Log, after: () => Promise<void> = async () => {}): Promise<Store> {
  const redis = new RedisConnections(target, log);
  const close = async () => {
    await redis.close();
    await after();
  };
  try {
    await redis.open();
  } catch (error) {
    await close();
    throw error;
  }
  return { redis, close };
}
