// What the modules stand on, against a real Redis but without the server around it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Revocations } from '../../server/src/access/revocations.js';
import { parseConfig } from '../../server/src/config/app-config.js';
import { DirectoryService } from '../../server/src/directory/directory.service.js';
import { RegistryStore } from '../../server/src/directory/registry.store.js';
import { SiteClock, openSiteClock } from '../../server/src/platform/clock/site-clock.js';
import { createLog } from '../../server/src/platform/logging/log.js';
import { RedisConnections, isStoreUnavailable, keys } from '../../server/src/platform/redis/index.js';
import { type Store, openStore } from '../../server/src/platform/redis/open-store.js';
import { cleanUp, eventually, tempDir } from '../support/server.js';

const log = createLog('silent');
let store: Store;
let second: RedisConnections;
beforeAll(async () => {
  store = await openStore({ redisUrl: null, dataDir: tempDir(), redisFsync: 'everysec' }, log);
  second = new RedisConnections(store.redis.target, log);
  await second.open();
});
afterAll(async () => {
  await second.close();
  await store.close();
  await cleanUp();
});

describe('the site clock', () => {
  const start = Date.UTC(2026, 2, 1);
  const open = (rate: number, from = start, redis = store.redis) =>
    openSiteClock({ testClock: { start: from, rate } }, redis.main);

  it('is the machine’s without CLOCK_*', async () => {
    const clock = await openSiteClock({ testClock: null }, store.redis.main);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
    expect(clock).toMatchObject({ rate: 1, id: 'real' });
    expect(clock.realMsUntil(clock.now() - 5)).toBe(0);
  });

  it('starts where it is told, runs at its rate, and counts back to real time', async () => {
    const clock = await open(60);
    expect(clock.now() - start).toBeLessThan(60_000);
    await sleep(200);
    expect(clock.now() - start).toBeGreaterThan(200 * 60 * 0.9);
    expect(clock.realMsUntil(clock.now() + 60_000)).toBeGreaterThan(950);
    expect(clock.realMsUntil(clock.now() + 60_000)).toBeLessThanOrEqual(1000);
  });

  it('is one for two nodes and goes on over a restart', async () => {
    const [here, there] = [await open(60), await open(60, start, { main: second.main } as never)];
    expect(Math.abs(here.now() - there.now())).toBeLessThan(60 * 20);
    expect(there.id).toBe(here.id);
    expect(there.now() - start).toBeGreaterThan(200 * 60 * 0.9);
  });

  it('has another name when another clock takes its place', async () => {
    const before = await open(60);
    const other = await open(1, start + 86_400_000);
    expect(other.now() - (start + 86_400_000)).toBeLessThan(1000);
    const real = await openSiteClock({ testClock: null }, store.redis.main);
    expect(new Set([before.id, other.id, real.id]).size).toBe(3);
    expect((await openSiteClock({ testClock: null }, store.redis.main)).id).toBe(real.id);
  });
});

describe('a revocation', () => {
  it('reaches every node', async () => {
    const [here, there] = [new Revocations(store.redis, log), new Revocations(second, log)];
    const seen: string[] = [];
    for (const node of [here, there]) {
      await node.onModuleInit();
      node.onRevoked((id) => seen.push(id));
    }
    await here.revoke('person', 'token-hash');
    await eventually(async () => seen.length === 4, 1000);
    expect(seen.sort()).toEqual(['person', 'person', 'token-hash', 'token-hash']);
  });
});

describe('the registry', () => {
  const clock = new SiteClock(1, 0, 0, 'real');
  const node = async (redis: RedisConnections, deaf = false) => {
    const registry = new RegistryStore(redis);
    if (deaf) registry.onNudge = async () => () => undefined;
    const directory = new DirectoryService(registry, clock, parseConfig({ SITE_TIME_ZONE: 'UTC' }), log);
    await directory.onModuleInit();
    return directory;
  };

  it('is found by a node that missed the nudge, and by whoever listens', async () => {
    const [here, deaf] = [await node(store.redis), await node(second, true)];
    const changes: number[] = [];
    deaf.onChange(({ rev }) => changes.push(rev));
    const { versions } = here.current();
    await here.update((present) => ({ ...present, site: { ...present.site, timeoutRateBase: 'handled' } }));
    expect(here.site().timeoutRateBase).toBe('handled');
    expect(versions.at(-1)?.site.timeoutRateBase).toBe('completed');
    await eventually(async () => deaf.site().timeoutRateBase === 'handled', 2000);
    expect(changes).toEqual([here.current().rev]);
    for (const directory of [here, deaf]) directory.onApplicationShutdown();
  });

  it('is put back when the store was emptied under it', async () => {
    const here = await node(store.redis);
    const { rev } = here.current();
    await store.redis.main.del(keys.registry);
    await eventually(async () => (await new RegistryStore(second).load())?.rev === rev, 3000);
    expect(here.channels().map(({ id }) => id)).toContain('phone');
    here.onApplicationShutdown();
  });
});

describe('a command', () => {
  it('fails at once and by name while Redis is away, and nothing piles up', async () => {
    const away = new RedisConnections({ path: `${tempDir()}/none.sock` }, log);
    await expect(away.open(300)).rejects.toThrow('Redis does not answer');
    const from = Date.now();
    const failures = await Promise.all(Array.from({ length: 100 }, () => away.main.get('x').catch((error: unknown) => error)));
    expect(failures.every((error) => isStoreUnavailable(error))).toBe(true);
    expect(Date.now() - from).toBeLessThan(1000);
    await away.close();
  });

  it('that is our own mistake is not taken for that', async () => {
    const error = await store.redis.main.call('NOPE').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(isStoreUnavailable(error)).toBe(false);
  });
});
