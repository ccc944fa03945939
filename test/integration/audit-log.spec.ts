import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntryView, AuditPage, AuditVerification } from '@tideboard/contracts';
import { keys } from '../../server/src/platform/redis/keys.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { ADMIN_PASSWORD, api, cleanUp, login, runCli, startServer, type TestServer } from '../support/server.js';

let redis: TestRedis;
let nodes: [TestServer, TestServer];
let admin: ReturnType<typeof api>;
let adminId: string;
beforeAll(async () => {
  redis = await startRedis({ appendonly: 'yes' });
  const env = { REDIS_URL: redis.url };
  nodes = [await startServer({ env }), await startServer({ env })];
  admin = api(nodes[0].url, await nodes[0].adminToken());
  adminId = String((await admin.get('/auth/me')).body['id']);
});
afterAll(async () => {
  await cleanUp();
  await redis.stop();
});

const PASSWORD = 'another-horse-2';
const search = async (query = '', as = admin): Promise<AuditEntryView[]> =>
  (await as.get<AuditPage>(`/audit?${query}`)).body.entries;
const verify = async (): Promise<AuditVerification> => (await admin.get<AuditVerification>('/audit/verify')).body;
async function person(username: string, role: string) {
  const { body } = await admin.post<{ id: string }>('/users', { username, password: PASSWORD, role, name: `N ${username}` });
  return { id: body.id, api: api(nodes[0].url, await login(nodes[0].url, username, PASSWORD)) };
}

describe('the audit log', () => {
  it('tells who did what to which object, by its fields and without their values', async () => {
    const { id, api: lead } = await person('lead', 'supervisor');
    await admin.patch(`/users/${id}`, { channels: ['phone'], name: 'Zhang Wei' });
    const [change] = await search(`object=users/${id}&action=users.change`);
    expect(change).toMatchObject({
      actor: { kind: 'user', id: adminId, name: 'Administrator' },
      role: 'admin',
      address: '127.0.0.1',
      action: 'users.change',
      outcome: 'done',
      status: 200,
      fields: ['channels', 'name'],
    });
    expect(Date.parse(change!.at)).toBeGreaterThan(Date.now() - 60_000);
    await admin.patch('/channels/phone', { targets: { responseSeconds: 61 } });
    expect((await search('action=channels'))[0]).toMatchObject({ object: 'channels/phone', fields: ['targets.responseSeconds'] });
    await admin.patch('/channels/phone', { targets: { responseSeconds: -1 } });
    expect((await search('object=channels/phone'))[0]).toMatchObject({
      outcome: 'refused',
      status: 422,
      code: 'invalid',
      fields: [],
    });
    // Nothing was changed by looking, and a preview is no act.
    const before = (await verify()).head.seq;
    await admin.get('/users');
    await lead.post('/reassignments/preview', { from: 'phone', to: 'email', count: 1 });
    expect((await verify()).head.seq).toBe(before);
    const text = JSON.stringify(await redis.client.xrange(keys.auditLog, '-', '+'));
    for (const value of ['Zhang', 'lead', PASSWORD]) expect(text).not.toContain(value);
  });

  it('knows who signed in, who failed to, and that somebody was put off', async () => {
    const attempt = (password: string) => api(nodes[1].url).post('/auth/login', { username: 'lead', password });
    await attempt(PASSWORD);
    expect((await search('action=auth.login'))[0]).toMatchObject({
      outcome: 'done',
      role: 'supervisor',
      actor: { name: 'Zhang Wei' },
    });
    await Promise.all(Array.from({ length: 20 }, () => attempt('my-real-secret')));
    const tries = await search('action=auth.login');
    expect(tries.filter(({ code }) => code === 'bad_credentials').length).toBeGreaterThanOrEqual(10);
    expect(tries.filter(({ code }) => code === 'too_many_tries')).toHaveLength(1);
    expect(tries[0]).toMatchObject({ outcome: 'refused', actor: null, address: '127.0.0.1', fields: [] });
  });

  it('shows the office everything, everybody else their own, and is verified by administrators', async () => {
    const { id, api: agent } = await person('agent', 'agent');
    expect((await agent.post('/users', {})).status).toBe(403);
    expect((await agent.post('/users', {})).status).toBe(403);
    const own = await search('', agent);
    expect(own.map(({ action, code }) => `${action} ${code}`)).toEqual(['users.create forbidden', 'auth.login null']);
    expect(await search(`actor=${adminId}`, agent)).toEqual(own);
    const { api: manager } = await person('manager', 'manager');
    expect((await search(`actor=${id}`, manager)).length).toBe(2);
    expect((await manager.get('/audit/verify')).status).toBe(403);
    expect((await admin.get('/audit?from=yesterday')).status).toBe(422);
  });

  it('is read page by page, and between two instants', async () => {
    const key = await admin.post<{ id: string }>('/api-keys', { name: 'k', scopes: ['events:write'] });
    await admin.delete(`/api-keys/${key.body.id}`);
    const { body: newest } = await admin.get<AuditPage>('/audit');
    const at = newest.entries[0]!.at;
    expect((await search(`from=${at}`)).every((entry) => entry.at >= at)).toBe(true);
    expect((await search(`to=${at}`)).every((entry) => entry.at < at)).toBe(true);
    const older = await search(`cursor=${newest.entries[2]!.seq}`);
    expect(older[0]!.seq).toBe(newest.entries[3]!.seq);
  });
});

describe('the chain', () => {
  it('is one chain, whichever node adds to it', async () => {
    const before = (await verify()).head.seq;
    const token = await nodes[1].adminToken();
    const users = nodes.map(({ url }) => api(url, token));
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => users[i % 2]!.post('/api-keys', { name: `n${i}`, scopes: ['board:read'] })),
    );
    const { intact, head } = await verify();
    expect({ intact, added: head.seq - before }).toEqual({ intact: true, added: 61 });
  });

  it('holds what was answered when everything is killed', async () => {
    const doomed = await startServer({ env: { REDIS_URL: redis.url } });
    const own = api(doomed.url, await doomed.adminToken());
    const answered: string[] = [];
    const flood = Array.from({ length: 80 }, async (_, i) => {
      const { status, body } = await own.post<{ id: string }>('/api-keys', { name: `d${i}`, scopes: ['board:read'] });
      if (status === 201) answered.push(`api-keys/${body.id}`);
      if (answered.length === 20) await Promise.all([doomed.kill(), redis.kill()]);
    });
    await Promise.all(flood.map((one) => one.catch(() => undefined)));
    await redis.start();
    const objects = JSON.stringify(await redis.client.xrange(keys.auditLog, '-', '+'));
    expect(answered.length).toBeGreaterThanOrEqual(20);
    expect(answered.filter((object) => !objects.includes(object))).toEqual([]);
    const { code, stdout } = await runCli(['audit', 'verify'], { REDIS_URL: redis.url });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('the chain holds') });
  });

  it('notes what is done beside the server too', async () => {
    const { code } = await runCli(['users', 'create', 'by-hand', '-r', 'agent'], { REDIS_URL: redis.url });
    expect(code).toBe(0);
    const [[, [, last]] = ['', ['', '']]] = await redis.client.xrevrange(keys.auditLog, '+', '-', 'COUNT', 1);
    expect(JSON.parse(last!)).toMatchObject({
      actor: { kind: 'cli' },
      action: 'users.create',
      fields: ['username', 'password', 'role'],
    });
  });

  it('breaks where an entry is changed or taken out', async () => {
    const { client } = redis;
    const [[id, fields]] = (await client.xrange(keys.auditLog, '5-0', '5-0')) as [[string, string[]]];
    await client.xdel(keys.auditLog, id);
    const taken = await runCli(['audit', 'verify', '--json'], { REDIS_URL: redis.url, ADMIN_PASSWORD });
    expect(taken.code).toBe(1);
    expect(JSON.parse(taken.stdout)).toMatchObject({ intact: false, faults: [{ seq: 5, fault: 'missing' }] });
    // The whole stream written anew, with one word changed on the way.
    const all = await client.xrange(keys.auditLog, '-', '+');
    const place = all.findIndex(([other]) => Number.parseInt(other, 10) > 5);
    all.splice(place, 0, [id, [fields[0]!, fields[1]!.replace('"done"', '"DONE"').replace('"refused"', '"done"')]]);
    await client.del(keys.auditLog);
    for (const [seq, [name, text]] of all as [string, [string, string]][]) await client.xadd(keys.auditLog, seq, name, text);
    const { body } = await api(nodes[0].url, await nodes[0].adminToken()).get<AuditVerification>('/audit/verify');
    expect(body).toMatchObject({ intact: false, faults: [{ seq: 5, fault: 'changed' }] });
  });
});
