// The board as it was: what the log gives back is, by hash, what was recorded then, whatever came late, twice or again.
import type { AlertView, Board, CloudEvent, PastBoard, PastExtent, Problem } from '@tideboard/contracts';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Door, event, openDoor } from '../support/events.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';

const run = promisify(execFile);
let server: TestServer;
let door: Door;
let token = '';
let recorded: { at: number; hash: string }[] = [];
const RATE = 1200;
const START = Date.parse('2026-11-18T22:00:00Z');
const CHANNELS = ['phone', 'email', 'web_chat', 'elsewhere'];

const hashes = async (): Promise<{ at: number; hash: string }[]> => {
  const { socket } = JSON.parse(readFileSync(join(server.dataDir, 'server.lock'), 'utf8')) as { socket: string };
  const { stdout } = await run('redis-cli', ['-s', socket, 'XRANGE', 'tb:{main}:board-hashes', '-', '+']);
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
    event('created', id(1), minutes(-300 * (i % 2)), { channel: 'phone', priority: 'urgent' }),
    ...(i > 2
      ? [event('started', `T${i - 3}.1`, minutes(-30)), event('transferred', `T${i - 2}.0`, at, { channel: 'email' })]
      : []),
    event('created', id(2), minutes(40), on),
    event('agent.changed', `A${i % 5}`, minutes(i % 2 ? 30 : -3), { channel: on.channel, state: i % 4 ? 'available' : 'busy' }),
  ];
}

beforeAll(async () => {
  const clock = { ALLOW_TEST_CLOCK: '1', CLOCK_START: new Date(START).toISOString(), CLOCK_RATE: String(RATE) };
  server = await startServer({ env: clock });
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
