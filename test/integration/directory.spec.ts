import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgentView, AssignmentRules, Channel, SetupView, Site, TeamView, TransferReport } from '@tideboard/contracts';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { sheetOf, workbookOf, zipOf } from '../support/workbook.js';
import { type TestServer, api, cleanUp, eventually, login, startServer, tempDir } from '../support/server.js';

let server: TestServer;
let admin: ReturnType<typeof api>;
beforeAll(async () => {
  server = await startServer();
  admin = api(server.url, await server.adminToken());
});
afterAll(cleanUp);

const body = (id: string, fields: object = {}) => ({ id, name: { 'zh-CN': id, en: id }, type: 'web_chat', ...fields });

describe('the registry', () => {
  it('holds the five channels of the handbook at the first start', async () => {
    const { body: channels } = await admin.get<Channel[]>('/channels');
    expect(channels.map(({ id }) => id)).toEqual(['phone', 'web_chat', 'app_chat', 'social', 'email']);
    expect(channels[0]).toMatchObject({
      name: { 'zh-CN': '客服400', en: '400 phone' },
      dailyCapacity: 200,
      thresholds: { pending: { breach: 50 } },
    });
  });

  it('takes a channel by PUT, shows it last, and forgets it by DELETE', async () => {
    const made = await admin.put<Channel>('/channels/desk', body('desk'));
    expect(made).toMatchObject({
      status: 201,
      body: { id: 'desk', targets: { responseSeconds: 30 }, concurrency: 4, serviceHours: null },
    });
    expect((await admin.get<Channel[]>('/channels')).body.at(-1)?.id).toBe('desk');
    const again = await admin.put<Channel>('/channels/desk', body('desk', { owner: 'Lin' }));
    expect(again).toMatchObject({ status: 200, body: { owner: 'Lin', position: made.body.position } });
    expect((await admin.delete('/channels/desk')).status).toBe(204);
    expect((await admin.get('/channels/desk')).status).toBe(404);
  });

  it('answers with an ETag and honours If-Match', async () => {
    const first = (await admin.put('/channels/tagged', body('tagged'))).headers.get('etag')!;
    expect((await admin.get('/channels/tagged')).headers.get('etag')).toBe(first);
    const patched = await admin.patch('/channels/tagged', { owner: 'A' }, { 'if-match': first });
    expect(patched).toMatchObject({ status: 200, body: { owner: 'A' } });
    for (const stale of [
      await admin.patch('/channels/tagged', { owner: 'B' }, { 'if-match': first }),
      await admin.put('/channels/tagged', body('tagged'), { 'if-match': first }),
      await admin.delete('/channels/tagged', { 'if-match': first }),
      await admin.put('/channels/not-there', body('not-there'), { 'if-match': '*' }),
    ]) {
      expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    }
    expect((await admin.delete('/channels/tagged', { 'if-match': patched.headers.get('etag')! })).status).toBe(204);
  });

  it('refuses what is wrong, by its path', async () => {
    expect(await admin.put('/channels/a', body('b'))).toMatchObject({ status: 422, body: { errors: [{ path: '/id' }] } });
    expect((await admin.put('/channels/Bad%20Id', body('Bad Id'))).status).toBe(422);
    expect(await admin.patch('/channels/phone', { targets: { serviceLevel: 2 } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/targets/serviceLevel' }] },
    });
    expect(await admin.put('/channels/twin', body('twin', { name: { 'zh-CN': 'x', en: '４00 PHONE' } }))).toMatchObject({
      status: 409,
      body: { code: 'name_confusable' },
    });
  });
});

describe('teams', () => {
  const named = (en: string, fields: object = {}) => ({ name: { 'zh-CN': en, en }, ...fields });

  it('are kept like channels: PUT with the rest filled, PATCH, ETag, names that can be told apart', async () => {
    const made = await admin.put<TeamView>('/teams/orders', named('Orders', { owner: 'Lin', agents: 9 }));
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).toEqual({
      id: 'orders',
      ...named('Orders'),
      level: 1,
      owner: 'Lin',
      contact: null,
      position: 0,
      agents: 0,
    });
    const experts = (await admin.put<TeamView>('/teams/experts', named('Experts', { level: 2 }))).body;
    expect((await admin.get<TeamView[]>('/teams')).body).toEqual([made.body, experts]);
    const first = made.headers.get('etag')!;
    const patched = await admin.patch<TeamView>('/teams/orders', { owner: null, level: 2, position: 5 }, { 'if-match': first });
    expect(patched).toMatchObject({ status: 200, body: { owner: null, level: 2, name: { en: 'Orders' } } });
    expect((await admin.get<TeamView[]>('/teams')).body.map(({ id }) => id)).toEqual(['experts', 'orders']);
    const late = { 'if-match': first };
    for (const stale of [admin.patch('/teams/orders', { level: 1 }, late), admin.delete('/teams/orders', late)])
      expect(await stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect(await admin.put('/teams/orders-2', named('orders'))).toMatchObject({ status: 409, body: { code: 'name_confusable' } });
    expect(await admin.put('/teams/high', named('High', { level: 5 }))).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/level' }] },
    });
    expect(await admin.put('/teams/a', { ...named('A'), id: 'b' })).toMatchObject({ body: { errors: [{ path: '/id' }] } });
    expect((await admin.patch('/teams/nobody', { level: 2 })).status).toBe(404);
  });

  it('go only when nobody names them, and say who does', async () => {
    await admin.put('/agents/tm-1', { name: 'Lin', team: 'orders' });
    expect((await admin.get<TeamView>('/teams/orders')).body.agents).toBe(1);
    const rules = (await admin.get<AssignmentRules>('/assignment-rules')).body;
    const naming = await admin.put<AssignmentRules>('/assignment-rules', { ...rules, teamByKind: { complaint: 'orders' } });
    expect(naming).toMatchObject({ status: 200, body: { cap: 5, teamByKind: { complaint: 'orders' } } });
    const refused = await admin.delete('/teams/orders');
    expect(refused).toMatchObject({ status: 409, body: { code: 'team_in_use' } });
    expect(refused.body['errors']).toEqual([
      { path: '/assignment-rules/teamByKind/complaint', message: 'names this team', code: 'team_named' },
      { path: '/agents/tm-1', message: 'is in this team', code: 'team_member' },
    ]);
    await admin.patch('/agents/tm-1', { team: null });
    const stale = { 'if-match': '"an-older-one"' };
    expect((await admin.put('/assignment-rules', { ...rules, teamByKind: {} }, stale)).status).toBe(412);
    const patched = await admin.patch<AssignmentRules>('/assignment-rules', { cap: 7, teamByKind: { complaint: null } });
    expect(patched).toMatchObject({ status: 200, body: { cap: 7, teamByKind: {}, byLevel: true } });
    expect((await admin.patch<AssignmentRules>('/assignment-rules', { cap: null })).body.cap).toBe(5);
    expect((await admin.delete('/teams/orders')).status).toBe(204);
    expect((await admin.get('/teams/orders')).status).toBe(404);
  });

  it('and channels that are not in the registry are refused in the rules, by their path', async () => {
    const rules = (await admin.get<AssignmentRules>('/assignment-rules')).body;
    const unknown = { teamByKind: { complaint: 'gone' }, skills: [{ when: { channels: ['phone', 'nowhere'] }, needs: ['x'] }] };
    const { status, body: problem } = await admin.put('/assignment-rules', { ...rules, ...unknown });
    expect([status, (problem['errors'] as { path: string }[]).map(({ path }) => path)]).toEqual([
      422,
      ['/teamByKind/complaint', '/skills/0/when/channels/1'],
    ]);
    expect((await admin.put('/assignment-rules', { ...rules, cap: 0 })).status).toBe(422);
  });
});

describe('the site', () => {
  it('changes by merge patch and refuses a zone that is none', async () => {
    const changed = await admin.patch<Site>('/site', { timeZone: 'Asia/Shanghai', businessDayStart: '04:00' });
    expect(changed).toMatchObject({
      status: 200,
      body: { timeZone: 'Asia/Shanghai', businessDayStart: '04:00', timeoutRateBase: 'completed' },
    });
    for (const timeZone of ['+08:00', 'Mars/Base', 'EST5EDT', 8]) {
      expect(await admin.patch('/site', { timeZone })).toMatchObject({ status: 422, body: { errors: [{ path: '/timeZone' }] } });
    }
  });
});

describe('the registry as files', () => {
  const CSV = 'text/csv';
  const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const open = async (path: string, more: { token?: string; type?: string; body?: string | Buffer } = {}) => {
    const headers = { authorization: `Bearer ${more.token ?? (await server.adminToken())}`, 'content-type': more.type ?? CSV };
    const init =
      more.body === undefined
        ? { headers: { authorization: headers.authorization } }
        : { method: 'POST', headers, body: new Uint8Array(Buffer.from(more.body as string)) };
    return fetch(`${server.url}/api/v1/registry/${path}`, init);
  };
  const send = async (query: string, body: string | Buffer, more: { token?: string; type?: string } = {}) => {
    const answer = await open(`import?${query}`, { body, ...more });
    return { status: answer.status, body: (await answer.json()) as TransferReport & { code?: string; report?: TransferReport } };
  };
  const nothing = { creates: 0, updates: 0, problems: [] };

  it('goes out and comes back without a change, as CSV and as a workbook of all sheets', async () => {
    await admin.put('/channels/odd', body('odd', { owner: '=HYPERLINK("x")', name: { 'zh-CN': '-5', en: '@odd' } }));
    await admin.put('/agents/1001', {
      name: '+86 李',
      home: 'odd',
      skills: ['phone', 'a;b'],
      speeds: { phone: 0.8 },
      tier: 'senior',
    });
    const csv = await open('export?what=channels&format=csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="tideboard-channels.csv"');
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).toContain(`"'=HYPERLINK(""x"")"`);
    expect(await send('what=channels&dryRun=true', bytes)).toMatchObject({
      status: 200,
      body: { rows: 6, unchanged: 6, ...nothing },
    });
    const rules = await admin.patch<AssignmentRules>('/assignment-rules', {
      skills: [{ when: { channels: ['odd'] }, needs: ['a;b'] }],
    });
    const listed = async (path: string) => (await admin.get<unknown[]>(path)).body.length;
    const rows = 6 + (await listed('/teams')) + (await listed('/agents')) + 10;
    for (const lang of ['', '&lang=zh-CN']) {
      const workbook = Buffer.from(await (await open(`export?format=xlsx${lang}`)).arrayBuffer());
      const answer = await send('dryRun=false', workbook, { type: XLSX });
      expect(answer).toMatchObject({ status: 200, body: { rows, unchanged: rows, applied: true, ...nothing } });
    }
    expect((await admin.get<AssignmentRules>('/assignment-rules')).body).toEqual(rules.body);
    const [, , agents, , readme] = await readXlsxFile(
      Buffer.from(await (await open('export?format=xlsx&template=true')).arrayBuffer()),
    );
    expect([agents!.data.length, readme!.sheet, readme!.data.length > 50]).toEqual([1, 'Readme', true]);
  });

  it('writes nothing where one cell is faulty, and all of it where none is', async () => {
    const rows = (home: string) => [
      {
        sheet: 'channels',
        data: [
          ['id', 'name.zh-CN', 'name.en', 'type', 'dailyCapacity'].map((value) => ({ value })),
          ['lane', '专线', 'Hot line', '电话', 90].map((value) => ({ value })),
        ],
      },
      {
        sheet: '坐席',
        data: [
          ['坐席编号', '姓名', '归属渠道'].map((value) => ({ value })),
          ['2001', '王', 'lane'].map((value) => ({ value })),
          ['2002', '张', home].map((value) => ({ value })),
        ],
      },
      {
        sheet: 'Teams',
        data: [
          ['id', 'name.zh-CN', 'name.en', '升级层级'].map((value) => ({ value })),
          ['lines', '专线组', 'Lines', 2].map((value) => ({ value })),
        ],
      },
      {
        sheet: '分配规则',
        data: [
          ['规则', '取值', '渠道', '需要技能'].map((value) => ({ value })),
          ['咨询交给班组', 'lines', '', ''].map((value) => ({ value })),
          ['技能规则 2', '', home, 'calm'].map((value) => ({ value })),
        ],
      },
    ];
    const faulty = await send('dryRun=false', await writeXlsxFile(rows('lan')).toBuffer(), { type: XLSX });
    expect(faulty).toMatchObject({ status: 422, body: { code: 'faulty_cells', report: { applied: false } } });
    expect(faulty.body.report!.problems).toEqual([
      expect.objectContaining({ sheet: 'agents', row: 3, cell: 'C3', code: 'unknown_channel' }),
      expect.objectContaining({ sheet: 'assignment-rules', row: 3, cell: 'C3', code: 'unknown_channel' }),
    ]);
    for (const path of ['/channels/lane', '/agents/2001', '/teams/lines']) expect((await admin.get(path)).status).toBe(404);
    const good = await writeXlsxFile(rows('lane')).toBuffer();
    expect(await send('dryRun=true', good, { type: XLSX })).toMatchObject({
      status: 200,
      body: { creates: 5, updates: 1, applied: false },
    });
    expect((await admin.get('/agents/2001')).status).toBe(404);
    expect(await send('dryRun=false', good, { type: XLSX })).toMatchObject({ status: 200, body: { creates: 5, applied: true } });
    expect(await send('dryRun=true', good, { type: XLSX })).toMatchObject({ body: { creates: 0, updates: 0, unchanged: 6 } });
    expect((await admin.get<TeamView>('/teams/lines')).body).toMatchObject({ name: { en: 'Lines' }, level: 2 });
    expect((await admin.get<AssignmentRules>('/assignment-rules')).body).toMatchObject({
      teamByKind: { consult: 'lines' },
      skills: [{ needs: ['a;b'] }, { when: { channels: ['lane'] }, needs: ['calm'] }],
    });
    expect((await admin.get<Channel>('/channels/lane')).body).toMatchObject({ dailyCapacity: 90, type: 'phone', concurrency: 1 });
    expect((await admin.get<AgentView>('/agents/2002')).body).toMatchObject({ name: '张', home: 'lane', channel: null });
    const { body: log } = await admin.get<{ entries: { action: string; object: string; fields: string[] }[] }>(
      '/audit?action=registry',
    );
    expect(log.entries[0]).toMatchObject({
      action: 'registry.import',
      object: 'registry/all',
      fields: ['channels', 'teams', 'agents', 'assignment-rules'],
    });
    expect(log.entries.map(({ action }) => action)).toContain('registry.export');
  });

  it('lets operations read all and change what they may change by hand', async () => {
    const username = 'ops-files';
    await admin.post('/users', { username, password: 'another-horse-2', role: 'operations' });
    const token = await login(server.url, username, 'another-horse-2');
    expect((await open('export?what=agents', { token })).status).toBe(200);
    const forbidden = await send('what=channels&dryRun=true', 'id,owner\nphone,Me', { token });
    expect(forbidden.body.problems).toEqual([expect.objectContaining({ cell: 'B2', code: 'forbidden' })]);
    const limits = await send('what=channels&dryRun=false', 'id,thresholds.pending.breach\nphone,61', { token });
    expect(limits).toMatchObject({ status: 200, body: { updates: 1, applied: true } });
  });

  it.each<[number, string, string | Buffer, string]>([
    [415, 'content_type', '{}', 'application/json'],
    [422, 'file_unreadable', Buffer.from('PK\u0003\u0004 and no more'), XLSX],
    [422, 'sheet_unknown', 'colour\nred', CSV],
    [422, 'file_empty', '', CSV],
  ])('answers %i %s to what is no table', async (status, code, body, type) => {
    expect(await send('dryRun=true', body, { type })).toMatchObject({ status, body: { code } });
  });

  const blanks = Buffer.alloc(80_000_000, ' ');
  const attributes = Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(' ');
  it.each<[string, () => Buffer, number, string]>([
    ['that unpacks to eighty megabytes', () => workbookOf(blanks), 413, 'file_too_large'],
    ['that unpacks to more than it says', () => workbookOf(blanks.subarray(0, 8_000_000), 1000), 422, 'file_unreadable'],
    ['that unpacks to something and says nothing', () => workbookOf(blanks.subarray(0, 8_000_000), 0), 422, 'file_unreadable'],
    [
      'with a cell in the last column of the last row',
      () => workbookOf(sheetOf({ A1: 'id', XFD1048576: 'x' })),
      413,
      'too_many_columns',
    ],
    ['with a column of seven letters', () => workbookOf(sheetOf({ A1: 'id', ZZZZZZZ1: 'x' })), 413, 'too_many_columns'],
    ['with a thousand million rows', () => workbookOf(sheetOf({ A1: 'id', A1000000000: 'x' })), 413, 'too_many_rows'],
    ['with twenty thousand attributes', () => workbookOf(`<worksheet ${attributes}/>`), 422, 'file_unreadable'],
    [
      'of names that lead elsewhere',
      () => zipOf([{ name: '../../../tmp/tideboard-slipped.xml', text: '<x/>' }]),
      422,
      'file_unreadable',
    ],
    ['that breaks off', () => workbookOf(sheetOf({ A1: 'id' })).subarray(0, -30), 422, 'file_unreadable'],
  ])('refuses a workbook %s', async (_name, make, status, code) => {
    expect(await send('dryRun=true', make(), { type: XLSX })).toMatchObject({ status, body: { code } });
    expect(existsSync('/tmp/tideboard-slipped.xml')).toBe(false);
  });

  it('opens nothing that a workbook points to', async () => {
    const entities = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const answer = await send('dryRun=true', workbookOf(sheetOf({ A1: 'id', B1: '&f;&b;' }, entities)), { type: XLSX });
    expect(answer.body.problems).toEqual([expect.objectContaining({ code: 'unknown_column', value: '&f;&b;' })]);
  });
});

describe('the first set-up', () => {
  it('remembers how far it has come, and is an administrator’s alone', async () => {
    expect((await admin.get<SetupView>('/setup')).body).toMatchObject({
      fresh: true,
      finished: false,
      lacks: ['keys'],
      steps: { site: null },
    });
    const marked = await admin.patch<SetupView>('/setup', { opened: true, steps: { site: 'done', people: 'skipped' } });
    expect(marked.body).toMatchObject({ fresh: false, steps: { site: 'done', people: 'skipped', screen: null } });
    expect((await admin.patch('/setup', { steps: { site: 'perhaps' } })).status).toBe(422);
    expect((await admin.patch<SetupView>('/setup', { steps: { site: null }, dismissed: true })).body).toMatchObject({
      dismissed: true,
      steps: { site: null },
    });
    const ops = api(server.url, await login(server.url, 'ops-files', 'another-horse-2'));
    expect((await ops.get('/setup')).status).toBe(403);
    expect((await api(server.url).get('/setup')).status).toBe(401);
  });
});

describe('two nodes beside one Redis', () => {
  it('show the same registry within a second and lose no change of either', async () => {
    const socket = join(tempDir(), 'r.sock');
    const redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '']);
    const env = { REDIS_URL: `unix:${socket}` };
    const one = await eventually(() => startServer({ env }).catch(() => null));
    const two = await startServer({ env });
    const [first, second] = await Promise.all([one, two].map(async (node) => api(node.url, await node.adminToken())));
    await first!.patch('/site', { name: { en: 'North floor' } });
    const seen = await eventually(async () => (await second!.get<Site>('/site')).body.name.en === 'North floor', 1500);
    expect(seen).toBe(true);
    const ids = Array.from({ length: 40 }, (_, i) => `both-${i}`);
    const answers = await Promise.all(ids.map((id, i) => [first!, second!][i % 2]!.put(`/channels/${id}`, body(id))));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
    const held = (await first!.get<Channel[]>('/channels')).body.map(({ id }) => id);
    expect(held).toEqual(expect.arrayContaining(ids));
    await Promise.all([one.stop(), two.stop()]);
    const gone = new Promise((done) => redis.once('exit', done));
    redis.kill();
    await gone;
  });
});

describe('the registry over a restart', () => {
  it('is what it was', async () => {
    const dataDir = tempDir();
    const before = await startServer({ dataDir });
    await api(before.url, await before.adminToken()).put('/channels/kept', body('kept'));
    await before.stop();
    const after = await startServer({ dataDir });
    expect((await api(after.url, await after.adminToken()).get('/channels/kept')).status).toBe(200);
    await after.stop();
  });
});
