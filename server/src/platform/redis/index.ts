export type { ChainableCommander, Redis, RedisOptions } from 'ioredis';
export * from './connections.js';
export { channels, keys, siteKey } from './keys.js';
export * from './lease.js';
export * from './scripts.js';
export * from './store-error.js';
