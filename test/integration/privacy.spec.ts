import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AuditPage,
  Board,
  ChannelsReport,
  ErasureView,
  ExportView,
  KindsReport,
  LetGoTicket,
  Problem,
  TicketDetail,
  UnmaskAnswer,
} from '@tideboard/contracts';
import { type Door, doorOf, event, makeKey } from '../support/events.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { api, cleanUp, eventually, login, runCli, startServer, type TestServer } from '../support/server.js';
import { still } from '../support/sockets.js';

const PASSWORD = 'another-horse-2';
const CANARY = 'PII-CANARY-9d41';
let redis: TestRedis;
let server: TestServer;
let door: Door;
const people: Record<string, ReturnType<typeof api>> = {};
const now = Date.now() - 60_000;
const customer = { ref: `${CANARY}-ref`, name: '王小明', phone: '13812345678', tier: 'gold' };
const events = [
  event('created', 'P-1', now, { channel: 'phone', kind: 'complaint', customer, summary: `${CANARY}-summary 退款` }),
  event('assigned', 'P-1', now + 1000, { agent: 'ag-1' }),
  event('started', 'P-1', now + 2000, { agent: 'ag-1' }),
  event('flagged', 'P-1', now + 3000, { flag: 'risk', severity: 2, note: `${CANARY}-note` }),
  event('promised', 'P-1', now + 3500, { dueAt: new Date(now + 9e6).toISOString(), what: `${CANARY}-what` }),
  event('completed', 'P-1', now + 4000, { result: `${CANARY}-result` }),
  event('rated', 'P-1', now + 5000, { score: 2, comment: `${CANARY}-comment` }),
  event('created', 'P-2', now + 6000, { channel: 'email', customer }, { myattribute: `${CANARY}-attribute` } as object),
  event('acme.note', 'P-2', now + 6500, { customer, text: `${CANARY}-unknown` }),
  event('created', 'P-3', now + 7000, { channel: 'phone', customer: { ref: 'other', name: '李雷', phone: '13900001111' } }),
];

const storyOf = (ticket: string, at: number) => [
  event('created', ticket, at, { channel: 'phone', customer: { ref: 'gone-ref' } }),
  event('started', ticket, at + 60_000, { agent: 'ag-1' }),
  event('completed', ticket, at + 120_000),
];
const businessDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Everything that the store holds, as text. */
async function everything(): Promise<string> {
  const { client } = redis;
  const READ: Record<string, (key: string) => Promise<unknown>> = {
    string: async (key) => (await client.get(key)) ?? '',
    hash: (key) => client.call('HGETALL', key),
    list: (key) => client.lrange(key, 0, -1),
    set: (key) => client.smembers(key),
    zset: (key) => client.zrange(key, '0', '-1'),
    stream: (key) => client.xrange(key, '-', '+'),
  };
  const all = await client.keys('*');
  return JSON.stringify(await Promise.all(all.map(async (key) => [key, await READ[await client.type(key)]!(key)])));
}

beforeAll(async () => {
  redis = await startRedis({ appendonly: 'yes' });
  await redis.client.config('SET', 'rdbcompression', 'no');
  server = await startServer({ env: { REDIS_URL: redis.url } });
  people['admin'] = api(server.url, await server.adminToken());
  const accounts: [string, string, object][] = [
    ['operations', 'operations', {}],
    ['manager', 'manager', {}],
    ['lead', 'supervisor', { channels: ['phone'] }],
    ['stranger', 'supervisor', { channels: ['email'] }],
    ['agent', 'agent', { channels: ['phone'], agent: 'ag-1' }],
    ['colleague', 'agent', { channels: ['phone'], agent: 'ag-2' }],
  ];
  for (const [username, role, more] of accounts) {
    await people['admin'].post('/users', { username, password: PASSWORD, role, ...more });
    people[username] = api(server.url, await login(server.url, username, PASSWORD));
  }
  door = doorOf(server.url, await makeKey(server, 'events:write'));
  await door.send(...events);
});
afterAll(async () => {
  await cleanUp();
  await redis.stop();
});

describe('a customer’s name and phone', () => {
  it('lie in the store sealed, and are shown masked', async () => {
    const text = await everything();
    expect([text.includes('王小明'), text.includes('13812345678')]).toEqual([false, false]);
    const { body } = await people['operations']!.get<TicketDetail>('/tickets/P-1');
    expect(body.customer).toMatchObject({ name: '王**', phone: '138****5678' });
  });

  const look = (who: string) =>
    people[who]!.post<UnmaskAnswer>('/tickets/P-1/unmask', { reason: '回电王小明 13812345678 确认地址' });
  const recorded = async () => (await people['admin']!.get<AuditPage>('/audit?action=tickets.unmask')).body.entries[0];

  it.each(['operations', 'lead', 'agent'])('are unmasked for %s, with a reason, and it is recorded', async (who) => {
    expect(await look(who)).toMatchObject({ status: 200, body: { name: '王小明', phone: '13812345678' } });
    expect(await recorded()).toMatchObject({ object: 'tickets/P-1', outcome: 'done', reason: '回电*** *** 确认地址' });
    expect(await everything()).not.toContain('王小明');
  });

  it.each<[string, number]>([
    ['stranger', 404],
    ['colleague', 404],
    ['manager', 403],
    ['admin', 403],
  ])('stay masked for %s: %s', async (who, status) => {
    const { status: answered, body } = await look(who);
    expect({ answered, told: JSON.stringify(body).includes('王') }).toEqual({ answered: status, told: false });
    expect(await recorded()).toMatchObject({ object: 'tickets/P-1', outcome: 'refused', status, reason: null });
    expect(await everything()).not.toContain('王小明');
  });

  it('are not unmasked without a reason', async () => {
    for (const body of [{}, { reason: '' }]) expect((await people['lead']!.post('/tickets/P-1/unmask', body)).status).toBe(422);
  });
});

describe('the erasure of a customer', () => {
  const path = `/customers/${encodeURIComponent(customer.ref)}/erasure`;
  const state = async (id: string) =>
    (await people['admin']!.get<ErasureView[]>('/erasures')).body.find((erasure) => erasure.id === id)!;
  let id: string;
  let before: Board;

  it('takes two people', async () => {
    for (const who of ['admin', 'lead', 'agent', 'manager']) expect((await people[who]!.post(path)).status).toBe(403);
    const { status, body } = await people['operations']!.post<ErasureView>(path);
    expect({ status, body }).toMatchObject({ status: 202, body: { state: 'requested', ref: customer.ref, doneAt: null } });
    ({ id } = body);
    expect((await people['operations']!.post<ErasureView>(path)).body.id).toBe(id);
    expect((await people['operations']!.post(`/erasures/${id}/approve`)).status).toBe(403);
    expect((await people['lead']!.get('/erasures')).status).toBe(403);
  });

  it('reaches tickets, the event log, every list and every file, and no figure', async () => {
    const asked = { table: 'tickets', from: '2021-01-01', to: '2030-12-31' };
    const exported = (await people['operations']!.post<ExportView>('/exports', asked)).body.id;
    const stands = async () => (await people['operations']!.get<ExportView>(`/exports/${exported}`)).body.state;
    await eventually(async () => (await stands()) === 'done');
    expect(await redis.client.exists(`tb:{main}:export-file:${exported}`)).toBe(1);
    before = (await people['admin']!.get<Board>('/board')).body;
    expect((await people['admin']!.post(`/erasures/${id}/approve`)).status).toBe(202);
    const done = await eventually(async () => {
      const erasure = await state(id);
      return erasure.state === 'done' ? erasure : null;
    });
    expect(done).toMatchObject({ ref: null, tickets: 2, events: 5 + 2 });
    expect(await everything()).not.toContain(CANARY);
    // What its words told stays counted.
    const day = new Date(now).toISOString().slice(0, 10);
    const { topics } = (await people['admin']!.get<KindsReport>(`/reports/kinds?from=${day}&to=${day}`)).body;
    expect(topics.find(({ topic }) => topic === 'refund')).toMatchObject({ created: 1, completed: 1, ratings: 1 });
    expect([await stands(), await redis.client.exists(`tb:{main}:export-file:${exported}`)]).toEqual(['cancelled', 0]);
    const log = await redis.client.xrange('tb:{main}:log', '-', '+');
    expect(log.map(([, fields]) => fields[1]!).filter((text) => text.includes('sealed'))).toHaveLength(1);
    const file = (): string => {
      const files = readdirSync(join(redis.dir, 'appendonlydir'));
      return files.map((name) => readFileSync(join(redis.dir, 'appendonlydir', name), 'latin1')).join('');
    };
    await eventually(async () => !file().includes(CANARY));
    expect(file()).toContain('P-1');
    const after = (await people['admin']!.get<Board>('/board')).body;
    expect((still(after) as Board).totals).toEqual((still(before) as Board).totals);
  });

  it('leaves nothing to be found, and the others as they were', async () => {
    const { body } = await people['operations']!.get<TicketDetail>('/tickets/P-1');
    expect(body).toMatchObject({ state: 'completed', score: 2, summary: null, customer: { ref: null, name: null, phone: null } });
    expect((await people['operations']!.get(`/customers/${encodeURIComponent(customer.ref)}/timeline`)).status).toBe(404);
    const unmasked = await people['operations']!.post<UnmaskAnswer>('/tickets/P-1/unmask', { reason: 'look again' });
    expect(unmasked.body).toEqual({ name: null, phone: null });
    const other = await people['operations']!.post<UnmaskAnswer>('/tickets/P-3/unmask', { reason: 'call back' });
    expect(other.body).toEqual({ name: '李雷', phone: '13900001111' });
  });

  it('is not undone by an upstream that sends everything again', async () => {
    const { body } = await door.send(...events);
    expect(body).toMatchObject({ accepted: 0, duplicates: events.length, rejected: [] });
    const edited = { ...events[0]!, data: { channel: 'email', customer } };
    expect((await door.send(edited)).body).toMatchObject({ duplicates: 1, rejected: [] });
    expect(await everything()).not.toContain(CANARY);
  });

  it('leaves a log that the board can be recomputed from, and can be asked for again', async () => {
    const { code, stdout } = await runCli(['audit', '--json'], { REDIS_URL: redis.url });
    expect({ code, result: JSON.parse(stdout) }).toMatchObject({ code: 0, result: { logIsWhole: true, differences: [] } });
    const again = (await people['operations']!.post<ErasureView>(path)).body.id;
    expect(again).not.toBe(id);
    await people['admin']!.post(`/erasures/${again}/approve`);
    await eventually(async () => (await state(again)).state === 'done');
    expect(await state(again)).toMatchObject({ tickets: 0, events: 0 });
    expect((await people['admin']!.post(`/erasures/${again}/reject`)).body).toMatchObject({ code: 'decided' });
  });
});

describe('retention', () => {
  it('lets the old end of the log go, and an old repeat of it changes nothing', async () => {
    const { client } = redis;
    const days = (n: number): number => Date.now() - n * 86_400_000;
    const key = { log: 'tb:{main}:log', ids: 'tb:{main}:ids' };
    const story = storyOf('P-7', days(150));
    await door.send(...story);
    // Everything so far arrived five hundred days ago.
    const entries = (await client.xrange(key.log, '-', '+')) as [string, [string, string]][];
    const shifted = (id: string): string => `${Number.parseInt(id, 10) - 500 * 86_400_000}-${id.split('-')[1]}`;
    await client.del(key.log);
    for (const [id, [name, text]] of entries) {
      await client.xadd(key.log, shifted(id), name, text);
      const { source, id: event } = JSON.parse(text) as { source: string; id: string };
      const [hash] = (await client.hget(key.ids, `${source}\n${event}`))!.split(' ');
      await client.hset(key.ids, `${source}\n${event}`, `${hash} ${shifted(id)}`);
    }
    // By mail: its clock must not run out while this is tested.
    const fresh = event('created', 'P-9', Date.now() - 1000, { channel: 'email' });
    await door.send(fresh);
    const cleared = (id: string, at: number): string => JSON.stringify({ id, clearedAt: new Date(at).toISOString() });
    await client.rpush('tb:{main}:alert-history', cleared('new', days(20)), cleared('old', days(90)), cleared('older', days(99)));
    await client.hset('tb:{main}:closed-reassignments', { old: '{}', new: '{}' });
    await client.zadd('tb:{main}:reassignments-by-close', days(90), 'old', days(20), 'new');
    const before = (await people['admin']!.get<Board>('/board')).body;
    const history = async (grain = 'day') => {
      const period = `from=${businessDay(days(151))}&to=${businessDay(days(149))}`;
      const { totals, buckets } = (await people['admin']!.get<ChannelsReport>(`/reports/channels?${period}&grain=${grain}`)).body;
      return { totals, buckets };
    };
    const told = await history();
    expect(told.totals).toMatchObject({ created: 1, completed: 1, avgHandleSeconds: 60 });
    expect((await people['admin']!.patch('/site', { retention: { eventLogDays: 1 } })).status).toBe(422);
    await people['admin']!.patch('/site', {
      retention: { eventLogDays: 100, alertDays: 50, reassignmentDays: 50, ticketDays: 110 },
    });
    await eventually(async () => (await client.xlen(key.log)) === 1);
    const kept = async () => [
      (await client.lrange('tb:{main}:alert-history', 0, -1)).filter((text) => /"(new|old|older)"/.test(text)).length,
      await client.hkeys('tb:{main}:closed-reassignments'),
      await client.zrange('tb:{main}:reassignments-by-close', '0', '-1'),
    ];
    await eventually(async () => JSON.stringify(await kept()) === JSON.stringify([1, ['new'], ['new']]));
    await client.del('tb:{main}:closed-reassignments', 'tb:{main}:reassignments-by-close', 'tb:{main}:alert-history');
    expect((await door.send(fresh)).body).toMatchObject({ accepted: 0, duplicates: 1 });
    const seen = async (who: string) => (await people[who]!.get<LetGoTicket & Problem>('/tickets/P-7')).body;
    await eventually(async () => (await seen('operations')).status === 410);
    expect(await seen('operations')).toMatchObject({
      code: 'ticket_let_go',
      keptDays: 110,
      letGoAt: expect.stringMatching(/^2/),
    });
    expect(await seen('lead')).toMatchObject({ status: 404, code: 'not_found' });
    expect((await people['admin']!.get('/customers/gone-ref/timeline')).status).toBe(404);
    expect(await everything()).not.toContain('gone-ref');
    // It came back and a repeat of it came: neither is a ticket any more, and what it was counted for stays.
    const late = [...story, event('reopened', 'P-7', Date.now() - 500), event('rated', 'P-7', days(140), { score: 1 })];
    expect((await door.send(...late)).body).toEqual({ accepted: 5, duplicates: 0, superseded: 5, rejected: [] });
    expect(await history()).toEqual(told);
    // By the hour it is kept no longer: not known, which is not nothing.
    const hours = await history('hour');
    expect(hours.totals).toEqual(told.totals);
    expect(new Set(hours.buckets.slice(0, 48).map(({ created }) => created))).toEqual(new Set([null]));
    await people['admin']!.patch('/site', { retention: { rollupDayDays: 120 } });
    await eventually(async () => (await history()).totals.created === null);
    // What was erased is known for ever: a repeat must not bring a person back. The others, two of which said nothing of anybody, are
    // accepted and change nothing.
    expect((await door.send(...events)).body).toMatchObject({ accepted: 3, duplicates: events.length - 3 });
    expect(await everything()).not.toContain(CANARY);
    const after = (await people['admin']!.get<Board>('/board')).body;
    expect((still(after) as Board).channels).toEqual((still(before) as Board).channels);
    const { code, stdout } = await runCli(['audit', '--json'], { REDIS_URL: redis.url });
    expect({ code, result: JSON.parse(stdout) }).toMatchObject({ code: 0, result: { logIsWhole: false, differences: [] } });
  });
});
