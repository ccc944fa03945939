// The live wire, with real clients: what arrives, in which order, who is let in, and what silence means.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket as TcpSocket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Board, type MyBeat, STALE_AFTER_MS } from '@tideboard/contracts';
import { io } from 'socket.io-client';
import { type Door, event, openDoor } from '../support/events.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { api, cleanUp, eventually, startServer, type TestServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen, still } from '../support/sockets.js';

const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };
const AT = '2026-11-18T11:59:00Z';
let redis: TestRedis;
let server: TestServer;
let door: Door;
let admin: string;
let serial = 0;

beforeAll(async () => {
  redis = await startRedis();
  server = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  door = await openDoor(server);
  admin = await server.adminToken();
});
afterEach(closeScreens);
afterAll(async () => {
  await cleanUp();
  await redis.stop();
});

const created = (channel: string) => event('created', `live-${(serial += 1)}`, AT, { channel });
const board = async (token = admin): Promise<Board> => (await api(server.url, token).get<Board>('/board')).body;

async function screen(token = admin): Promise<Screen> {
  const opened = openScreen(server.url, token);
  await opened.until(() => true);
  return opened;
}

/** A screen's token, paired as people do it. */
async function pair(channels: string[] | null): Promise<{ id: string; token: string }> {
  const anyone = api(server.url);
  const { code, pollToken } = (await anyone.post<{ code: string; pollToken: string }>('/displays/pair', {})).body;
  const { id } = (await api(server.url, admin).post<{ id: string }>('/displays', { code, name: 'hall', channels })).body;
  return { id, token: (await anyone.post<{ token: string }>('/displays/poll', { pollToken })).body.token };
}

describe('what arrives', () => {
  it('is a snapshot, then deltas that lead exactly to GET /board', async () => {
    const one = await screen();
    const two = await screen();
    for (let round = 0; round < 10; round += 1) {
      await door.send(created('phone'), created('email'), event('started', `live-${serial}`, AT));
      await one.until(({ totals }) => totals.inProgress > round);
    }
    const now = await board();
    for (const each of [one, two]) {
      await each.until((shown) => shown.rev === now.rev);
      expect(still(each.board())).toEqual(still(now));
      expect([each.snapshots, each.gaps]).toEqual([1, 0]);
      expect(each.deltas.length).toBeGreaterThan(0);
    }
  });

  it('is a beat each second, with the epoch and rev of the board', async () => {
    const one = await screen();
    await eventually(async () => one.beats.length >= 4);
    const gaps = one.beats.slice(1).map(({ at }, i) => at - one.beats[i]!.at);
    expect(Math.max(...gaps)).toBeLessThan(STALE_AFTER_MS);
    expect(one.beats.at(-1)!.beat).toMatchObject({ epoch: one.board().epoch, rev: one.board().rev });
  });

  it('is a fresh snapshot when the client asks to resync', async () => {
    const one = await screen();
    await door.send(created('phone'));
    one.socket.emit('board:resync');
    await eventually(async () => one.snapshots === 2);
    const now = await board();
    await one.until(({ rev }) => rev === now.rev);
    expect(still(one.board())).toEqual(still(now));
  });

  it('is a snapshot when the channels themselves change', async () => {
    const one = await screen();
    await api(server.url, admin).put('/channels/kiosk', { id: 'kiosk', name: { 'zh-CN': '自助', en: 'Kiosk' }, type: 'offline' });
    await one.until(({ channels }) => channels.some(({ id }) => id === 'kiosk'));
    expect(one.snapshots).toBe(2);
    expect(one.gaps).toBe(0);
    await api(server.url, admin).delete('/channels/kiosk');
    await one.until(({ channels }) => channels.every(({ id }) => id !== 'kiosk'));
  });
});

describe('who is let in', () => {
  it.each(['', 'nonsense', `tbd_${'x'.repeat(40)}`])('refuses the token %j as unauthorized', async (token) => {
    const stranger = openScreen(server.url, token, { reconnection: false });
    await eventually(async () => stranger.partings.length > 0);
    expect(stranger.partings).toEqual(['refused: unauthorized']);
    expect(stranger.seen.size).toBe(0);
  });

  it('refuses a key that may only write events', async () => {
    const { body } = await api(server.url, admin).post<{ key: string }>('/api-keys', { name: 'up', scopes: ['events:write'] });
    const stranger = openScreen(server.url, body.key, { reconnection: false });
    await eventually(async () => stranger.partings.length > 0);
    expect(stranger.partings).toEqual(['refused: forbidden']);
  });

  it('refuses a foreign origin before the upgrade, and takes its own', async () => {
    const host = new URL(server.url).host;
    expect(await upgrade({ origin: 'https://evil.example' })).not.toBe(101);
    expect(await upgrade({ origin: 'null' })).not.toBe(101);
    expect(await upgrade({ origin: `http://${host}` })).toBe(101);
    expect(await upgrade({})).toBe(101);
  });

  it('refuses a token in the address, where logs would keep it', async () => {
    expect(await upgrade({}, `${PATH}&token=${admin}`)).toBe(400);
  });

  it('lets nobody stay in the namespace that has no door', async () => {
    const stranger = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true });
    const refusal = await new Promise<string>((done) => {
      stranger.once('connect', () => done('connected'));
      stranger.once('connect_error', (error) => done(error.message));
    });
    stranger.close();
    expect(refusal).not.toBe('connected');
  });

  it('gives nobody the session of another screen, by whatever name it is asked for', async () => {
    const one = await screen();
    const { id } = one.socket.io.engine as unknown as { id: string };
    const thief = openScreen(server.url, '', { reconnection: false, query: { sid: id } });
    const heard = one.beats.length;
    await eventually(async () => one.beats.length > heard + 2);
    expect(thief.seen.size).toBe(0);
    // no session that could be taken up again, which would pass by the door
    expect((one.socket as unknown as { _pid?: string })._pid).toBeUndefined();
    expect([one.socket.connected, one.partings]).toEqual([true, []]);
  });

  it('closes a socket that stays silent within 4 seconds', async () => {
    const raw = await rawSocket();
    const began = performance.now();
    await new Promise((closed) => raw.once('close', closed));
    expect(performance.now() - began).toBeLessThan(4000);
  });
});

describe('who may see what', () => {
  let other: TestServer;
  beforeAll(async () => {
    other = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  });
  afterAll(() => other.stop());

  it('never sends a restricted screen or supervisor another channel', async () => {
    await api(server.url, admin).post('/users', {
      username: 'lead',
      name: 'Lead',
      password: 'correct-horse-2',
      role: 'supervisor',
      channels: ['email'],
    });
    const login = await api(server.url).post<{ token: string }>('/auth/login', { username: 'lead', password: 'correct-horse-2' });
    const readers = [login.body.token, (await pair(['email'])).token];
    const screens = await Promise.all(readers.map((token) => screen(token)));
    for (let i = 0; i < 5; i += 1) await door.send(created('phone'), created('email'));
    const now = await board(readers[0]);
    expect(now.channels.map(({ id }) => id)).toEqual(['email']);
    expect(now.totals.pending).toBe(now.channels[0]!.pending);
    for (const each of screens) {
      await each.until(({ rev }) => rev === now.rev);
      expect([...each.seen]).toEqual(['email']);
      expect(still(each.board())).toEqual(still(now));
    }
  });

  it('takes a moved, demoted or disabled lead out of every room, on every node, and never gives them what is no longer theirs', async () => {
    const lead = { username: 'moved', password: 'correct-horse-2', role: 'supervisor', channels: ['phone'] };
    const { id } = (await api(server.url, admin).post<{ id: string }>('/users', lead)).body;
    const move = async (patch: object): Promise<Screen[]> => {
      const { token } = (await api(server.url).post<{ token: string }>('/auth/login', lead)).body;
      const open = [server.url, other.url].map((url) => openScreen(url, token, { reconnection: false }));
      await Promise.all(open.map((each) => each.until(() => true)));
      expect((await api(server.url, admin).patch(`/users/${id}`, patch)).status).toBe(200);
      return open;
    };
    const out = async (screens: readonly Screen[]): Promise<void> => {
      // Two seconds is the promise; a machine that is busy with other tests gets a little more.
      await eventually(async () => screens.every(({ partings }) => partings.length > 0), 4000);
      const before = screens.map(({ deltas }) => deltas.length);
      await door.send(created('phone'));
      await board();
      expect(screens.map(({ deltas, socket }) => [deltas.length, socket.connected])).toEqual(before.map((n) => [n, false]));
    };
    const emptied = await move({ channels: ['email'] });
    await out(emptied);
    const back = (await api(server.url).post<{ token: string }>('/auth/login', lead)).body.token;
    const again = await screen(back);
    expect([...again.seen]).toEqual(['email']);
    await out(await move({ role: 'agent' }));
    await api(server.url, admin).patch(`/users/${id}`, { role: 'supervisor' });
    await out(await move({ disabled: true }));
  });

  it('tells an agent’s page of their own work and of nobody else’s, on every node, and puts it off with its session', async () => {
    const pages = await Promise.all(
      ['mia', 'noa'].map(async (agent) => {
        const person = { username: agent, password: 'correct-horse-2', role: 'agent', agent };
        await api(server.url, admin).post('/users', person);
        const { token } = (await api(server.url).post<{ token: string }>('/auth/login', person)).body;
        const page = openScreen(other.url, token, { reconnection: false });
        const heard: string[] = [];
        const changes: number[] = [];
        page.socket.onAny((event: string, beat: MyBeat) => (heard.push(event), changes.push(beat.changes)));
        await eventually(async () => changes.length > 0);
        return { page, token, heard, changes };
      }),
    );
    const [mia, noa] = pages as [(typeof pages)[0], (typeof pages)[0]];
    const until = (changes: number[], n: number) => eventually(async () => changes.at(-1) === n);
    await door.send(created('phone'), event('assigned', `live-${serial}`, AT, { agent: 'mia' }));
    await until(mia.changes, 1);
    // and who loses it is told as well as who gets it
    await door.send(event('assigned', `live-${serial}`, Date.parse(AT) + 1000, { agent: 'noa' }));
    await Promise.all([until(mia.changes, 2), until(noa.changes, 1)]);
    await api(server.url, admin).post(`/tickets/live-${serial}/remind`);
    await until(noa.changes, 2);
    expect(mia.changes.at(-1)).toBe(2);
    noa.page.socket.emit('board:resync');
    await eventually(async () => noa.changes.length > 3);
    expect([...new Set(pages.flatMap(({ heard }) => heard))]).toEqual(['me:beat']);
    await api(server.url, mia.token).post('/auth/logout');
    // Two seconds is the promise; a machine that is busy with other tests gets a little more.
    await eventually(async () => mia.page.partings.length > 0, 4000);
    expect(noa.page.partings).toEqual([]);
  });

  it('puts a revoked screen off within 2 seconds', async () => {
    const { id, token } = await pair(null);
    const one = await screen(token);
    one.socket.io.reconnection(false);
    const began = performance.now();
    expect((await api(server.url, admin).delete(`/displays/${id}`)).status).toBe(204);
    await eventually(async () => one.partings.length > 0);
    expect(performance.now() - began).toBeLessThan(2000);
    const again = openScreen(server.url, token, { reconnection: false });
    await eventually(async () => again.partings.includes('refused: unauthorized'));
  });
});

describe('silence', () => {
  it('follows when Redis is frozen, and ends with it', async () => {
    const one = await screen();
    await eventually(async () => one.beats.length >= 2);
    redis.freeze();
    try {
      await quiet(one);
    } finally {
      redis.thaw();
    }
    const after = one.beats.length;
    await eventually(async () => one.beats.length > after + 1);
    expect(one.gaps).toBe(0);
  });

  it('follows when nobody can sweep deadlines, though Redis answers', async () => {
    const one = await screen();
    await eventually(async () => one.beats.length >= 2);
    const held = setInterval(() => void redis.client.set('tb:{main}:lease', 'somebody who does nothing', 'PX', 3000), 100);
    await quiet(one);
    clearInterval(held);
    await redis.client.del('tb:{main}:lease');
    const after = one.beats.length;
    await eventually(async () => one.beats.length > after + 1);
    expect(one.gaps).toBe(0);
  });
});

describe('a client that does not read', () => {
  it('is dropped, costs no memory, and others stay fresh', async () => {
    // Wide boards: what the kernel takes off our hands for each connection is full the sooner.
    for (let i = 0; i < 150; i += 1) {
      const name = { 'zh-CN': `${'宽'.repeat(100)}${i}`, en: `${'wide '.repeat(20)}${i}` };
      await api(server.url, admin).put(`/channels/wide-${i}`, { id: `wide-${i}`, name, type: 'offline' });
    }
    const fresh = await screen();
    const deaf = await Promise.all(Array.from({ length: 10 }, () => rawSocket(admin)));
    for (const raw of deaf) raw.pause();
    const before = residentKb(server.pid);
    // Blind pongs keep it from looking dead; a resync now and then is the fastest way to make a server buffer. And a write into a
    // connection that was reset is the only way in which somebody who does not read learns of it.
    const asking = setInterval(() => {
      for (const raw of deaf)
        if (!raw.destroyed) raw.write(Buffer.concat([textFrame('3'), textFrame('42/board,["board:resync"]')]));
    }, 100);
    try {
      await eventually(async () => deaf.every(({ destroyed }) => destroyed), 90_000);
      expect(residentKb(server.pid) - before).toBeLessThan(64 * 1024);
      await door.send(created('phone'));
      const now = await board();
      await fresh.until(({ rev }) => rev >= now.rev);
      expect([fresh.gaps, fresh.partings]).toEqual([0, []]);
    } finally {
      clearInterval(asking);
      for (const raw of deaf) raw.destroy();
    }
  }, 120_000);

  it('is put off when it floods the server with messages', async () => {
    const raw = await rawSocket(admin);
    const closed = new Promise((done) => raw.once('close', done));
    for (let i = 0; i < 100; i += 1) raw.write(textFrame('42/board,["board:resync"]'));
    await closed;
    expect(raw.destroyed).toBe(true);
  });
});

/** Until no beat has come for so long that a screen shows STALE. */
const quiet = (one: Screen): Promise<unknown> =>
  eventually(async () => performance.now() - one.beats.at(-1)!.at > STALE_AFTER_MS && one.socket.connected, 8000);

const residentKb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

function upgradeHeaders(more: Record<string, string> = {}): Record<string, string> {
  const key = randomBytes(16).toString('base64');
  return { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key, ...more };
}

const PATH = '/socket.io/?EIO=4&transport=websocket';

/** The status of an upgrade request. */
function upgrade(headers: Record<string, string>, path = PATH): Promise<number> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(server.url);
    const asked = request({ hostname, port, path, headers: upgradeHeaders(headers) });
    asked.once('upgrade', (_, socket) => (socket.destroy(), done(101)));
    asked.once('response', (answer) => (answer.resume(), done(answer.statusCode!)));
    asked.once('error', fail).end();
  });
}

/** A websocket by hand: connected to the board when a token is given, silent otherwise. */
async function rawSocket(token?: string): Promise<TcpSocket> {
  const { hostname, port, host } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const head = Object.entries(upgradeHeaders({ host })).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined);
  socket.write(`GET ${PATH} HTTP/1.1\r\n${head.join('')}\r\n`);
  let heard = '';
  const until = (text: string): Promise<void> =>
    new Promise((done) => {
      const listen = (chunk: Buffer): void => {
        heard += chunk.toString('latin1');
        if (!heard.includes(text)) return;
        socket.off('data', listen);
        done();
      };
      socket.on('data', listen);
    });
  await until('101 Switching');
  if (token === undefined) return socket.resume();
  const joined = until('board:snapshot');
  socket.write(textFrame(`40/board,${JSON.stringify({ token })}`));
  await joined;
  return socket;
}

/** A masked text frame (RFC 6455); the mask is zero. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length = payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}
