// Processes die or freeze in the middle of the work. Whatever was acknowledged is there afterwards, once, and every number is right.
import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import { Redis } from 'ioredis';
import { socketPath } from '../../server/src/platform/redis/socket-path.js';
import { event, makeKey, openDoor } from '../support/events.js';
import { audit, FAULT_CLOCK, Ledger } from '../support/ledger.js';
import { startRedis } from '../support/redis.js';
import { api, cleanUp, eventually, freePort, startServer, tempDir, type TestServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen, still } from '../support/sockets.js';

let env: Record<string, string>;
let server: TestServer;
let ledger: Ledger;
let screen: Screen;
let token: string;
let seed = 1;

const socket = (): string => socketPath(join(server.dataDir, 'redis'));
const redisPid = (): number => Number(readFileSync(join(server.dataDir, 'redis', 'redis.pid'), 'utf8'));
const signal = (name: NodeJS.Signals): boolean => process.kill(redisPid(), name);
const readable = async (): Promise<boolean> => (await fetch(`${server.url}/readyz`).catch(() => null))?.ok ?? false;

beforeEach(async () => {
  env = { ...FAULT_CLOCK, PORT: String(await freePort()) };
  server = await startServer({ env, dataDir: tempDir() });
  token = await server.adminToken();
  ledger = new Ledger(server.url, await makeKey(server, 'events:write'), (seed += 1));
  screen = openScreen(server.url, token);
  ledger.start();
  await ledger.untilAcked(200);
});
afterEach(async () => {
  await ledger.stop();
  closeScreens();
  await server.stop();
});
afterAll(cleanUp);

/** Nothing acknowledged is lost, nothing counts twice, and the screen shows what the board says. */
async function assertWhole(): Promise<void> {
  await eventually(readable);
  await ledger.untilAcked(200);
  await ledger.stop();
  const { present } = await audit(socket(), ledger);
  expect(present).toBeGreaterThanOrEqual(ledger.acked.size);
  await eventually(async () => {
    const { body } = await api(server.url, token).get<Board>('/board');
    return screen.board()?.rev === body.rev && JSON.stringify(still(screen.board())) === JSON.stringify(still(body));
  });
  expect(ledger.attempts.filter(({ status }) => status !== 200 && status !== 503 && status !== 'broken')).toEqual([]);
  expect(server.output()).not.toMatch(/uncaught|unhandled/i);
}

describe('nothing that was acknowledged is lost', () => {
  it('when the server is killed, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      await ledger.untilAcked(150);
      await server.kill();
      server = await startServer({ env, dataDir: server.dataDir });
    }
    await assertWhole();
  }, 120_000);

  it('when Redis is killed, again and again: the server brings it back and lives', async () => {
    const { pid } = server;
    for (let round = 0; round < 4; round += 1) {
      await ledger.untilAcked(150);
      const before = redisPid();
      signal('SIGKILL');
      await eventually(async () => redisPid() !== before && (await readable()), 15_000);
    }
    await assertWhole();
    expect(server.pid).toBe(pid);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  it('when both are killed at once', async () => {
    for (let round = 0; round < 2; round += 1) {
      await ledger.untilAcked(150);
      signal('SIGKILL');
      await server.kill();
      server = await startServer({ env, dataDir: server.dataDir });
    }
    await assertWhole();
  });
});

describe('a store that does not answer', () => {
  it('is a 503 in bounded time for everybody, and no more than that', async () => {
    const frozen = ledger.attempts.length;
    signal('SIGSTOP');
    try {
      const asked = performance.now();
      const board = await api(server.url, token).get('/board');
      expect(board).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
      expect(Number(board.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(performance.now() - asked).toBeLessThan(5000);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      await eventually(async () => ledger.attempts.slice(frozen).filter(({ status }) => status === 503).length >= 4);
      await sleep(1000);
    } finally {
      signal('SIGCONT');
    }
    await assertWhole();
    expect(Math.max(...ledger.attempts.map(({ ms }) => ms))).toBeLessThan(8000);
  });
});

describe('a store that was emptied', () => {
  const floorKeys = async (redis: Redis): Promise<string[]> =>
    (await redis.keys('*')).filter((name) => !/users|user-names|session|api-keys|displays|clock/.test(name));

  it('gets a new epoch, its registry back, and every screen a fresh snapshot; sent again, everything counts again', async () => {
    await ledger.stop();
    const before = await screen.until(() => true);
    const redis = new Redis({ path: socket() });
    await redis.del(...(await floorKeys(redis)));
    redis.disconnect();
    const after = await screen.until(({ epoch, totals }) => epoch !== before.epoch && totals.createdToday === 0);
    expect(after.epoch).toMatch(/^\S+$/);
    expect(after.channels.map(({ id }) => id)).toEqual(before.channels.map(({ id }) => id));
    ledger.acked.clear();
    ledger.start();
    await assertWhole();
    expect(screen.board().epoch).toBe(after.epoch);
  });

  it('lets nobody in when the people are gone too, and is itself again after a restart', async () => {
    await ledger.stop();
    const redis = new Redis({ path: socket() });
    await redis.flushall();
    redis.disconnect();
    expect((await api(server.url, token).get('/board')).status).toBe(401);
    await eventually(async () => screen.partings.length > 0);
    await server.stop();
    server = await startServer({ env, dataDir: server.dataDir });
    token = await server.adminToken();
    screen = openScreen(server.url, token);
    ledger = new Ledger(server.url, await makeKey(server, 'events:write'), seed);
    ledger.start();
    await assertWhole();
  });
});

describe('a store that lost its tail', () => {
  it('gets a new epoch: no screen keeps numbers that are no longer there', async () => {
    await ledger.stop();
    const redis = await startRedis({ appendonly: 'yes' });
    const own = await startServer({ env: { ...FAULT_CLOCK, REDIS_URL: redis.url } });
    const door = await openDoor(own);
    const wall = openScreen(own.url, await own.adminToken());
    const AT = '2026-11-18T10:00:00Z';
    await door.send(event('created', 'kept', AT, { channel: 'email' }));
    const kept = await wall.until(({ totals }) => totals.pending === 1);
    const [files, copy] = [join(redis.dir, 'appendonlydir'), join(redis.dir, 'copy')];
    cpSync(files, copy, { recursive: true });
    for (let i = 0; i < 20; i += 1) await door.send(event('created', `lost-${i}`, AT, { channel: 'email' }));
    await wall.until(({ totals }) => totals.pending === 21);
    await redis.kill();
    rmSync(files, { recursive: true });
    renameSync(copy, files);
    await redis.start();
    const after = await wall.until(({ epoch }) => epoch !== kept.epoch, 10_000);
    expect(after.totals.pending).toBe(1);
    await door.send(event('created', 'new', AT, { channel: 'email' }));
    await wall.until(({ totals }) => totals.pending === 2);
    expect(wall.gaps).toBe(0);
    await own.stop();
    await redis.stop();
  });
});
