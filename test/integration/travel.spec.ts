// The board as it was: what the log gives back is, by hash, what was recorded then, whatever came late, twice or again.
import type { AlertView, Board, CloudEvent, PastBoard, PastExtent, Problem } from '@tideboard/contracts';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Door, event, openDoor } from '../support/events.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';

const run = promisify(execFile);
let server: TestServer;
let door: Door;
let token = '';
let recorded: { at: number; hash: string }[] = [];
const RATE = 1200;
const START = Date.parse('2026-11-18T22:00:00Z');
const CUSTOMER = 'C-TO-BE-FORGOTTEN';
const CHANNELS = ['phone', 'email', 'web_chat', 'elsewhere'];

const store = async (...command: string[]): Promise<string> => {
  const { socket } = JSON.parse(readFileSync(join(server.dataDir, 'server.lock'), 'utf8')) as { socket: string };
  return (await run('redis-cli', ['-s', socket, ...command])).stdout;
};
const hashes = async (): Promise<{ at: number; hash: string }[]> => {
  const stdout = await store('XRANGE', 'tb:{main}:board-hashes', '-', '+');
  return stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as { at: number; hash: string }] : []));
};
const now = async (): Promise<number> => Date.parse((await api(server.url, token).get<Board>('/board')).body.at);
const past = (at: number, by = token) =>
  api(server.url, by).get<PastBoard & Problem>(`/board?at=${encodeURIComponent(new Date(at).toISOString())}`);

/** Some tickets at `at`: begun, ended, reopened, told late or twice, and one that comes to pass only later. */
function round(i: number, at: number): CloudEvent[] {
  const minutes = (n: number): number => at + n * 60_000;
  const id = (k: number): string => `T${i}.${k}`;
  const on = { channel: CHANNELS[i % CHANNELS.length]! };
  const first = event('created', id(0), minutes(-20), { ...on, kind: 'complaint' });
  return [
    first,
    first,
    event('started', id(0), minutes(-15)),
    event('completed', id(0), minutes(-5)),
    ...(i % 3 === 0 ? [event('reopened', id(0), minutes(-1)), event('rated', id(0), minutes(-1), { score: 1 + (i % 5) })] : []),
    event('created', id(1), minutes(-300 * (i % 2)), { channel: 'phone', priority: 'urgent', customer: { ref: CUSTOMER } }),
    ...(i > 2
      ? [event('started', `T${i - 3}.1`, minutes(-30)), event('transferred', `T${i - 2}.0`, at, { channel: 'email' })]
      : []),
    event('created', id(2), minutes(40), on),
    event('agent.changed', `A${i % 5}`, minutes(i % 2 ? 30 : -3), { channel: on.channel, state: i % 4 ? 'available' : 'busy' }),
  ];
}

const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: new Date(START).toISOString(), CLOCK_RATE: String(RATE) };
beforeAll(async () => {
  server = await startServer({ env: CLOCK });
  door = await openDoor(server);
  token = await server.adminToken();
  for (let i = 0; i < 60; i += 1) {
    await door.send(...round(i, await now()));
    if (i === 20) await api(server.url, token).patch('/channels/phone', { targets: { responseSeconds: 60 } });
    if (i === 40) await api(server.url, token).patch('/channels/email', { thresholds: { pending: { warn: 1, breach: 3 } } });
    await sleep(120);
  }
  recorded = await eventually(async () => {
    const all = await hashes();
    return all.length >= 40 && all;
  });
});
afterAll(cleanUp);

it('is, at any recorded moment and in any order of asking, what was recorded', async () => {
  const shuffled = recorded.toSorted((a, b) => a.hash.localeCompare(b.hash)).slice(0, 100);
  const wrong = [];
  for (const { at, hash } of shuffled) {
    const { body } = await past(at);
    if (body.past?.hash !== hash || body.past.recorded !== hash) wrong.push([at, body.past ?? body]);
  }
  expect(wrong).toEqual([]);
  expect(new Set(recorded.map(({ hash }) => hash)).size).toBeGreaterThan(recorded.length / 2);
});

it('knows only what had arrived, across the edge of a day', async () => {
  const [first, last] = [recorded[0]!, recorded.at(-1)!];
  const [before, after] = [(await past(first.at)).body, (await past(last.at)).body];
  expect(before.businessDay < after.businessDay).toBe(true);
  expect(after.alerts.map(({ channel }: Pick<AlertView, 'channel'>) => channel)).toContain('email');
  await door.send(event('created', 'late', first.at - 60_000, { channel: 'phone' }));
  expect((await past(first.at)).body.past.hash).toBe(first.hash);
  expect((await past(first.at)).body.totals.createdToday).toBe(before.totals.createdToday);
});

it('is for leads within their channels, for no screen and no key, and neither for the future nor for before', async () => {
  const { at } = recorded.at(-1)!;
  await api(server.url, token).post('/users', {
    username: 'lead',
    password: 'a-long-word-1',
    role: 'supervisor',
    channels: ['phone'],
  });
  const lead = await login(server.url, 'lead', 'a-long-word-1');
  expect((await past(at, lead)).body.channels.map(({ id }) => id)).toEqual(['phone']);
  const { code, pollToken } = (await api(server.url).post<{ code: string; pollToken: string }>('/displays/pair')).body;
  await api(server.url, token).post('/displays', { code, name: 'lobby' });
  const screen = (await api(server.url).post<{ token: string }>('/displays/poll', { pollToken })).body.token;
  const key = (await api(server.url, token).post<{ key: string }>('/api-keys', { name: 'k', scopes: ['board:read'] })).body.key;
  expect([(await past(at, screen)).status, (await past(at, key)).status]).toEqual([403, 403]);
  expect((await past((await now()) + 864e5)).body.code).toBe('query');
  expect((await past(START - 864e5)).body.code).toBe('before_history');
  const { body } = await api(server.url, token).get<PastExtent>('/board/past');
  expect(Date.parse(body.from!)).toBeLessThanOrEqual(recorded[0]!.at);
});

it('shows an early warning of then with what it stood on', async () => {
  const began = await now();
  const days = Array.from({ length: 31 }, (_, i) => began - i * 864e5);
  await door.send(...days.map((at) => event('created', `known-${at}`, at, { channel: 'app_chat', kind: 'consult' })));
  const spike = Array.from({ length: 400 }, (_, i) => began + i * 180_000);
  await door.send(...spike.map((at, i) => event('created', `spike-${i}`, at, { channel: 'app_chat', kind: 'complaint' })));
  const raised = await eventually(async () => {
    const { body } = await api(server.url, token).get<AlertView[]>('/alerts?state=firing');
    return body.find(({ channel, metric }) => channel === 'app_chat' && metric === 'complaintSpike');
  }, 90_000);
  expect(raised).toMatchObject({ level: 'watch', evidence: { weeks: 4, windowSeconds: 3600, kinds: [{ kind: 'complaint' }] } });
  const { observed, expected, score } = raised!.evidence!;
  expect(raised!.value).toBe(observed);
  expect(observed).toBeGreaterThan(raised!.threshold!);
  expect([expected < 1, score < 1e-6]).toEqual([true, true]);
  const seen = await eventually(async () => {
    const { alerts } = (await past((await now()) - 60_000)).body;
    return alerts.find(({ id }) => id === raised!.id);
  }, 90_000);
  expect(seen!.evidence).toEqual(raised!.evidence);
}, 180_000);

describe('after a restart', () => {
  const extent = async () => (await api(server.url, token).get<PastExtent>('/board/past')).body;
  const checkpoints = (): string[] => {
    const dir = join(server.dataDir, 'travel');
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));
    return files.map((name) => gunzipSync(readFileSync(join(dir, name))).toString());
  };
  let late: { at: number; hash: string }[] = [];

  beforeAll(async () => {
    const noise = Array.from({ length: 6000 }, (_, i) => event('noise.unknown', `N${i}`, START));
    for (let i = 0; i < noise.length; i += 1000) await door.send(...noise.slice(i, i + 1000));
    const since = await now();
    for (let i = 60; i < 64; i += 1) await door.send(...round(i, await now()));
    late = await eventually(async () => {
      const after = (await hashes()).filter(({ at }) => at > since + 60_000);
      return after.length >= 5 && after;
    });
    // The way to it leads over a checkpoint, which is written down on the way.
    await past(late[0]!.at);
    await server.stop();
    server = await startServer({ env: CLOCK, dataDir: server.dataDir });
    token = await server.adminToken();
  });

  it('leaves from what was written down, which knows no customer, and is what was recorded', async () => {
    expect(checkpoints().length).toBeGreaterThan(0);
    expect(checkpoints().join('')).not.toContain(CUSTOMER);
    for (const { at, hash } of [late.at(-1)!, late[0]!, recorded[10]!]) expect((await past(at)).body.past.hash).toBe(hash);
  });

  it('shows the same once a customer was forgotten', async () => {
    const admin = api(server.url, token);
    const people = { username: 'operator', password: 'a-long-word-1', role: 'operations' };
    expect((await admin.post('/users', people)).status).toBe(201);
    const operator = api(server.url, await login(server.url, 'operator', 'a-long-word-1'));
    const { id } = (await operator.post<{ id: string }>(`/customers/${CUSTOMER}/erasure`)).body;
    expect((await admin.post(`/erasures/${id}/approve`)).status).toBe(202);
    await eventually(async () => {
      const { body } = await admin.get<{ id: string; state: string; events: number }[]>('/erasures');
      return body.find((each) => each.id === id)?.state === 'done';
    });
    expect(await store('XRANGE', 'tb:{main}:log', '-', '+', 'COUNT', '700')).not.toContain(CUSTOMER);
    for (const { at, hash } of [recorded[5]!, late[0]!, recorded.at(-1)!]) {
      const { body } = await past(at);
      expect(body.past).toEqual({ hash, recorded: hash });
      expect(JSON.stringify(body)).not.toContain(CUSTOMER);
    }
  });

  it('says so where the log was let go, and leaves from a checkpoint behind that', async () => {
    const entries = (await store('XRANGE', 'tb:{main}:log', '-', '+', 'COUNT', '900')).match(/^\d+-\d+$/gm)!;
    await store('XDEL', 'tb:{main}:log', ...entries);
    expect(await past(recorded[0]!.at)).toMatchObject({ status: 410, body: { code: 'log_cut' } });
    for (const { at, hash } of [late.at(-1)!, late[0]!]) expect((await past(at)).body.past.hash).toBe(hash);
    expect(Date.parse((await extent()).from!)).toBeGreaterThan(recorded.at(-1)!.at);
  });
});
