// History agrees with the board: by property over odd floors and odd days, and on the built server through its reports.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AgentsReport,
  type Board,
  type CapacityReport,
  type ChannelsReport,
  type CompareReport,
  DEFINITIONS,
  type ExportView,
  type HeatmapReport,
  type KindsReport,
  type ProducedQualityReport,
  type QualityArchive,
  type QualityReport,
} from '@tideboard/contracts';
import {
  addSums,
  coarsen,
  compilePolicy,
  countIn,
  counterName,
  DATED,
  DayRollup,
  type Fact,
  ledgerOf,
  mergeFacts,
  noSums,
  NOW,
  sumBy,
} from '@tideboard/domain';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { bucketsOf } from '../../server/src/reports/period.js';
import { history, scenario } from '../support/algebra/scenario.js';
import { oracle } from '../support/algebra/oracle.js';
import { type Door, event, openDoor } from '../support/events.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { ADMIN_PASSWORD, api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';

describe('a day cut into cells', () => {
  it('adds up to what the board counted, in every grain, whatever the zone does to the day', () => {
    fc.assert(
      fc.property(scenario, ({ registry, now, events }) => {
        const policy = compilePolicy(history(registry));
        const tickets = new Map<string, Fact[]>();
        for (const each of events)
          if (each.to === 'ticket') {
            const { type, at, source, id, data, subject } = each;
            tickets.set(subject, mergeFacts(tickets.get(subject) ?? [], [{ type, at, source, id, ...data }]));
          }
        const ledgers = [...tickets.values()].map((facts) => ledgerOf(facts, policy, now));
        const days = [...new Set(ledgers.flat().map(({ day }) => day))].toSorted();
        const counters = oracle(events, history(registry), now).counters.filter(([name]) => !name.startsWith(`${NOW} `));
        const cut = days.map((day) => {
          const rollup = new DayRollup(day);
          for (const ledger of ledgers) rollup.add(ledger);
          return rollup.result();
        });
        for (const grain of ['5min', 'hour', 'day'] as const) {
          const cells = cut.flatMap((fine) => (grain === '5min' ? fine : coarsen(fine, grain, registry.site.timeZone)));
          const sums = sumBy(cells, ({ day, channel }) => `${day} ${channel}`);
          const found = [...sums].flatMap(([name, each]) =>
            DATED.flatMap((counter): [string, number][] => {
              const [day, channel] = [name.slice(0, 10), name.slice(11)];
              return countIn(each, counter) === 0 ? [] : [[`${day} ${counterName(channel, counter)}`, countIn(each, counter)]];
            }),
          );
          expect(found.toSorted()).toEqual(counters.toSorted());
          if (days.length === 0) continue;
          // Each cell has its stretch, and the stretches hold every cell once.
          const period = { from: days[0]!, to: days.at(-1)! };
          const { buckets, nameOf } = bucketsOf(period, grain, registry.site, { first: null, today: period.to, now });
          const inStretches = sumBy(cells, nameOf);
          const whole = buckets.reduce((sum, { at }) => addSums(sum, inStretches.get(at) ?? noSums()), noSums());
          expect(whole).toEqual(sumBy(cells, () => 'all').get('all') ?? noSums());
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-03-30', 24],
    ['2026-10-25', 25],
  ])('%s has %d hours in Berlin', (day, hours) => {
    const site = { ...history({ site: SITE, channels: [] })[0]!.site, timeZone: 'Europe/Berlin' };
    const { buckets } = bucketsOf({ from: day, to: day }, 'hour', site, { first: day, today: day, now: Infinity });
    expect(buckets).toHaveLength(hours);
    expect(new Set(buckets.map(({ at }) => at)).size).toBe(hours);
  });
});

const SITE = {
  name: { 'zh-CN': '客服中心', en: 'Service centre' },
  timeZone: 'UTC',
  businessDayStart: '00:00',
  timeoutRateBase: 'completed',
  languages: ['zh-CN', 'en'],
} as never;
const DAY = 86_400_000;
const TODAY = Date.parse('2026-11-18T00:00:00Z');
const at = (day: number, hour: number, minute = 0): number => TODAY + day * DAY + hour * 3_600_000 + minute * 60_000;
const ENV = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };

describe('reports', () => {
  let server: TestServer;
  let door: Door;
  let redis: TestRedis;
  let admin: ReturnType<typeof api>;
  const report = async <T>(path: string): Promise<T> => {
    const { status, body } = await admin.get<T>(`/reports/${path}`);
    expect({ path, status }).toEqual({ path, status: 200 });
    return body;
  };

  afterAll(async () => {
    await cleanUp();
    await redis.stop();
  });
  beforeAll(async () => {
    redis = await startRedis();
    server = await startServer({ env: { ...ENV, REDIS_URL: redis.url } });
    admin = api(server.url, await server.adminToken());
    door = await openDoor(server);
    await admin.patch('/channels/phone', { serviceHours: null, dailyCapacity: 2 });
    const about: Record<string, object> = {
      'D-2': { summary: '退款迟迟未到账' },
      T2: { summary: 'Where is my parcel?' },
      T3: { summary: '退款', topic: 'Chargeback' },
    };
    const life = (id: string, day: number, kind: string, agent = 'A1') => [
      event('created', id, at(day, 9), { channel: 'phone', kind, ...about[id] }),
      event('assigned', id, at(day, 9, 1), { agent, team: 't1' }),
      event('started', id, at(day, 9, 2), { agent }),
      event('completed', id, at(day, 9, 12)),
    ];
    const days = Array.from({ length: 14 }, (_, i) => i - 14);
    await door.send(
      event('agent.changed', 'A1', at(-20, 1), { name: '=HYPERLINK("x")', channel: 'phone', home: 'phone', state: 'available' }),
      event('agent.changed', 'A2', at(-20, 1), { name: '王芳', channel: 'email', home: 'email', state: 'available' }),
      ...days.flatMap((day) => life(`D${day}`, day, day % 2 ? 'consult' : 'complaint')),
      ...days.filter((day) => day >= -7).flatMap((day) => life(`E${day}`, day, 'consult', 'A2')),
      ...life('T1', 0, 'consult'),
      ...life('T2', 0, 'complaint', 'A2'),
      ...life('T3', 0, 'consult'),
      event('rated', 'T1', at(0, 10), { score: 5 }),
      event('rated', 'T2', at(0, 10), { score: 2 }),
      event('promised', 'T3', at(0, 9, 5), { dueAt: new Date(at(0, 11)).toISOString(), what: 'call back', agent: 'A1' }),
      event('created', 'M1', at(0, 9, 30), { channel: 'email' }),
    );
  });

  it('shows today as the board does, and nothing for channels that nobody has fed', async () => {
    const board = (await admin.get<Board>('/board')).body;
    const { channels, totals } = await report<ChannelsReport>('channels?from=2026-11-18&to=2026-11-18');
    const fed = channels.filter(({ id }) => id === 'phone' || id === 'email');
    for (const { id, ...shown } of fed) {
      const now = board.channels.find((channel) => channel.id === id)!;
      expect(shown).toMatchObject({
        created: now.createdToday,
        completed: now.completedToday,
        avgResponseSeconds: now.avgResponseSeconds,
        avgHandleSeconds: now.avgHandleSeconds,
        timeouts: now.timeoutsToday,
        timeoutRate: now.timeoutRate,
        satisfaction: now.satisfaction,
        ratings: now.ratings,
        avgScore: now.avgScore,
        serviceLevel: now.serviceLevel,
        abandoned: now.abandonedToday,
      });
    }
    for (const silent of channels.filter((channel) => !fed.includes(channel)))
      expect(silent).toMatchObject({ created: null, completed: null, timeouts: null });
    expect(totals).toMatchObject({
      created: 4,
      completed: 3,
      satisfaction: 0.5,
      ratings: 2,
      promisesMissed: 1,
      promisesKeptRate: 0,
    });
  });

  it.each([['5min', '2026-11-15'], ...['hour', 'day', 'week', 'month', 'quarter'].map((grain) => [grain, '2026-11-04'])])(
    'adds up by %s',
    async (grain, from) => {
      const { totals, buckets, channels } = await report<ChannelsReport>(`channels?from=${from}&to=2026-11-18&grain=${grain}`);
      const sum = (list: { created: number | null }[]): number => list.reduce((all, { created }) => all + (created ?? 0), 0);
      expect(sum(buckets)).toBe(totals.created);
      expect(sum(channels)).toBe(totals.created);
      for (const channel of channels) expect(sum(channel.buckets)).toBe(channel.created ?? 0);
    },
  );

  it('knows nothing before the first day and after the present one, and zero in between', async () => {
    const { buckets } = await report<ChannelsReport>('channels?from=2026-11-01&to=2026-11-20');
    const of = (day: string) => buckets.find((bucket) => bucket.at === day)!;
    expect(of('2026-11-03')).toMatchObject({ created: null, timeoutRate: null });
    expect(of('2026-11-04')).toMatchObject({ created: 1, abandoned: 0, abandonRate: 0, satisfaction: null });
    expect(of('2026-11-20').created).toBeNull();
  });

  it('corrects a past day when an event comes late, and takes nothing twice', async () => {
    const day = async () =>
      (await report<ChannelsReport>('channels?from=2026-11-10&to=2026-11-10')).channels.find(({ id }) => id === 'phone')!;
    expect(await day()).toMatchObject({ completed: 1, reopened: 0, firstContactRate: 1 });
    const late = event('reopened', 'D-8', at(-8, 20));
    await door.send(late);
    await door.send(late);
    expect(await day()).toMatchObject({ completed: 0, reopened: 1, firstContactRate: null });
    await door.send(event('completed', 'D-8', at(-8, 21)));
    expect(await day()).toMatchObject({ completed: 1, handled: 0 });
  });

  it('tells demand by weekday and hour as a mean of how often the hour came', async () => {
    const { cells } = await report<HeatmapReport>('heatmap?from=2026-11-04&to=2026-11-18&channel=phone');
    expect(cells).toHaveLength(168);
    expect(cells.reduce((sum, { created }) => sum + (created ?? 0), 0)).toBe(24);
    // Wednesdays: the 4th, the 11th (two tickets) and today (three).
    expect(cells.find(({ weekday, hour }) => weekday === 3 && hour === 9)).toMatchObject({ created: 6, occurrences: 3, mean: 2 });
    expect(cells.find(({ weekday, hour }) => weekday === 3 && hour === 20)).toMatchObject({ occurrences: 2, mean: 0 });
  });

  it('tells what the peak asked, what was possible and what was short', async () => {
    const { channels } = await report<CapacityReport>('capacity?from=2026-11-04&to=2026-11-18');
    expect(channels.find(({ id }) => id === 'phone')).toMatchObject({
      dailyCapacity: 2,
      peakNeed: 3,
      peakDay: '2026-11-18',
      possible: 2,
      gap: 1,
      daysOver: 1,
      days: 15,
    });
  });

  it('tells kinds with their trend', async () => {
    const { kinds } = await report<KindsReport>('kinds?from=2026-11-11&to=2026-11-17');
    expect(kinds.map(({ kind, created, previousCreated }) => [kind, created, previousCreated])).toEqual([
      ['consult', 11, 3],
      ['complaint', 3, 4],
    ]);
  });

  it('tells topics by the upstream’s word or the rules of their day, which new rules leave as it was', async () => {
    const topics = async (from: string) => {
      const { topics: rows } = await report<KindsReport>(`kinds?from=${from}&to=${from}`);
      return Object.fromEntries(rows.filter(({ created }) => created).map(({ topic, created }) => [topic ?? '-', created]));
    };
    const before = await topics('2026-11-16');
    expect(before).toEqual({ refund: 1, '-': 1 });
    expect(await topics('2026-11-18')).toEqual({ delivery: 1, Chargeback: 1, '-': 2 });
    const parcel = { topic: 'parcel', name: { 'zh-CN': '包裹', en: 'Parcels' }, words: ['parcel', '退款'], skills: [] };
    expect((await admin.patch('/site', { topics: [parcel, parcel] })).body).toMatchObject({
      errors: [{ path: '/topics/1/topic' }],
    });
    expect((await admin.patch('/site', { topics: [parcel] })).status).toBe(200);
    expect(await topics('2026-11-18')).toEqual({ parcel: 1, Chargeback: 1, '-': 2 });
    expect(await topics('2026-11-16')).toEqual(before);
    const csv = await (await file('kinds?from=2026-11-18&to=2026-11-18&format=csv&by=topic&lang=zh-CN')).text();
    expect(csv.split('\r\n').find((line) => line.startsWith('parcel'))).toMatch(/^parcel,包裹,0\.25,,,1,/);
  });

  it('tells of agents what passed through their hands, with n, in the order of names', async () => {
    const { agents } = await report<AgentsReport>('agents?from=2026-11-11&to=2026-11-18');
    expect(agents.find(({ id }) => id === 'A2')).toMatchObject({
      name: '王芳',
      home: 'email',
      completed: 8,
      helped: 8,
      helpedShare: 1,
      handled: 8,
      avgHandleSeconds: 600,
      ratings: 1,
      satisfaction: 0,
      teams: ['t1'],
    });
    expect(agents.find(({ id }) => id === 'A1')).toMatchObject({ completed: 9, helped: 0, satisfaction: 1, promisesMissed: 1 });
  });

  it('compares two periods, says how sure that is, and says the same every time', async () => {
    const query = 'compare?a=2026-11-04..2026-11-10&b=2026-11-11..2026-11-17';
    const { totals } = await report<CompareReport>(query);
    const of = (figure: string) => totals.find((each) => each.figure === figure)!;
    expect(of('created')).toMatchObject({ a: 1, b: 2, difference: 1, nA: 7, certainty: 'higher' });
    expect(of('avgHandleSeconds')).toMatchObject({ certainty: 'too_little', low: null });
    expect((await report<CompareReport>(query)).totals).toEqual(totals);
  });

  it('makes the quality report of a week, with what stands out', async () => {
    const quality = await report<QualityReport>('quality?period=2026-W47');
    expect(quality).toMatchObject({ from: '2026-11-16', to: '2026-11-22', days: 3, previous: { from: '2026-11-09' } });
    expect(quality.weakPoints.map(({ rule, channel }) => [rule, channel])).toContainEqual(['capacity', 'phone']);
    expect(await report<QualityReport>('quality?period=weekly')).toMatchObject({ period: '2026-W46' });
  });

  const file = (path: string) =>
    server
      .adminToken()
      .then((token) => fetch(`${server.url}/api/v1/reports/${path}`, { headers: { authorization: `Bearer ${token}` } }));

  it('writes CSV that Excel reads: marked as UTF-8, formulas defused, numbers bare, unknown empty; and the log knows of it', async () => {
    const answer = await file('agents?from=2026-11-11&to=2026-11-18&format=csv&lang=zh-CN');
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.headers.get('content-disposition')).toMatch(
      /attachment; filename="tideboard-agents-2026-11-11_2026-11-18.csv"/,
    );
    expect(text.startsWith('\uFEFF坐席,')).toBe(true);
    expect(text).toContain(`A1,"'=HYPERLINK(""x"")",phone,0,0,`);
    const kinds = await (await file('kinds?from=2026-11-11&to=2026-11-17&format=csv')).text();
    expect(kinds.split('\r\n').find((line) => line.startsWith('complaint'))).toMatch(/^complaint,0\.214\d+,4,-0\.25,/);
    const { body } = await admin.get<{ entries: { action: string }[] }>('/audit?action=reports.export');
    expect(JSON.stringify(body)).toContain('reports.export');
  });

  it('writes XLSX whose numbers are numbers', async () => {
    const answer = await file('capacity?from=2026-11-04&to=2026-11-18&format=xlsx');
    const rows = await readSheet(Buffer.from(await answer.arrayBuffer()));
    expect(rows[0]!.slice(0, 4)).toEqual(['channel', 'name', 'dailyCapacity', 'peakNeed']);
    expect(rows.find(([id]) => id === 'phone')).toEqual(expect.arrayContaining([2, 3, '2026-11-18']));
  });

  it.each([
    'channels?from=2026-11-18&to=2026-11-01',
    'channels?from=yesterday',
    'channels?from=2026-02-30&to=2026-03-01',
    'channels?grain=fortnight',
    'channels?grain=hour&from=2026-01-01&to=2026-11-18',
    'channels?format=pdf',
    'heatmap?from=2026-11-01&from=2026-11-02',
    'compare?a=2026-11-01..2026-11-02',
    'quality?period=2026-W77',
  ])('refuses %s', async (path) => {
    const { status, body } = await admin.get(`/reports/${path}`);
    expect({ status, status2: body['status'] }).toEqual({ status: 422, status2: 422 });
  });

  it('keeps what the schedule produced as it was, and follows the wall clock of the site', async () => {
    const kept = async () => (await admin.get<QualityArchive>('/reports/quality/archive')).body.reports;
    const both = async () => {
      const reports = await kept();
      return reports.length === 2 && reports;
    };
    // A word of the registry has the producer look at once.
    await admin.patch('/site', { name: { en: 'Service centre' } });
    const [late, early] = await eventually(both);
    expect([late, early]).toMatchObject([
      { period: '2026-W46', unit: 'week', from: '2026-11-09', to: '2026-11-15', created: 12, days: 7 },
      { period: '2026-W45', created: 5 },
    ]);
    await door.send(...[1, 2].map((n) => event('created', `L${n}`, at(-4, 9), { channel: 'phone' })));
    expect((await report<QualityReport>('quality?period=2026-W46')).totals.created).toBe(14);
    const stored = await report<ProducedQualityReport>('quality/archive/2026-W46');
    expect(stored).toMatchObject({ totals: { created: 12 }, definitionSet: { version: stored.definitions } });
    expect(stored.definitionSet.metrics.created).toEqual(DEFINITIONS.created);
    expect((await file('quality/archive/2026-W46?format=xlsx')).headers.get('content-disposition')).toContain('2026-11-09');
    expect((await admin.get('/reports/quality/archive/2026-W44')).status).toBe(404);
    // The wall clock of the site wakes it.
    expect(await redis.client.hget('tb:{main}:jobs:reports:repeat:quality-week', 'tz')).toBe('UTC');
  });

  const get = async (who: string, id: string) =>
    fetch(`${server.url}/api/v1/exports/${id}/file`, { headers: { authorization: `Bearer ${who}` } });
  const finished = (id: string) =>
    eventually(async () => {
      const { body } = await admin.get<ExportView>(`/exports/${id}`);
      return body.state === 'waiting' || body.state === 'running' ? null : body;
    });

  it('exports every ticket as a job, with no customer to be known, for its owner and administrators only', async () => {
    const period = { from: '2026-11-04', to: '2026-11-18' };
    await door.send(event('created', '=1+1', at(0, 10), { channel: 'phone', customer: { ref: 'canary-88', name: 'canary' } }));
    const begun = await admin.post<ExportView>('/exports', { table: 'tickets', ...period });
    expect(begun).toMatchObject({ status: 202, body: { table: 'tickets', bytes: null } });
    const { id } = begun.body;
    const done = await finished(id);
    expect(done).toMatchObject({ state: 'done', progress: 1, problem: null });
    const token = await server.adminToken();
    const answer = await get(token, id);
    expect(answer.headers.get('content-disposition')).toContain('tideboard-tickets-2026-11-04_2026-11-18.csv');
    const bytes = Buffer.from(await answer.arrayBuffer());
    const lines = bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFticket,channel,kind,/);
    expect(lines.length - 1).toBe(done.rows);
    // Whatever the others of this file have sent: each once.
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
    expect(lines).toContainEqual(
      expect.stringMatching(/^D-3,phone,consult,,normal,completed,1,1,2026-11-15T09:00:00Z,.*,120,600,/),
    );
    expect(lines.find((line) => line.includes('=1+1'))).toMatch(/^'=1\+1,phone,.*,c\*+$/);
    expect(bytes.toString('utf8')).not.toContain('canary');
    const { body: other } = await admin.post<{ id: string }>('/users', {
      username: 'other',
      password: ADMIN_PASSWORD,
      role: 'manager',
    });
    expect(other.id).toBeDefined();
    expect((await get(await login(server.url, 'other', ADMIN_PASSWORD), id)).status).toBe(404);
    const { body: log } = await admin.get('/audit?limit=50');
    for (const action of ['exports.create', 'exports.file']) expect(JSON.stringify(log)).toContain(action);
  });

  it('exports a report by week as a workbook, and nothing of what was cancelled', async () => {
    const asked = { table: 'channels', from: '2026-11-04', to: '2026-11-18', grain: 'week', format: 'xlsx' };
    const { id } = (await admin.post<ExportView>('/exports', asked)).body;
    expect(await finished(id)).toMatchObject({ state: 'done' });
    const token = await server.adminToken();
    const rows = await readSheet(Buffer.from(await (await get(token, id)).arrayBuffer()));
    expect(rows[0]!.slice(0, 4)).toEqual(['at', 'channel', 'name', 'created']);
    expect([...new Set(rows.slice(1).map(([week]) => week))]).toEqual(['2026-11-04', '2026-11-09', '2026-11-16']);
    const { totals } = await report<ChannelsReport>('channels?from=2026-11-09&to=2026-11-15');
    expect(rows.find(([week, channel]) => week === '2026-11-09' && !channel)![3]).toBe(totals.created);
    expect((await admin.delete(`/exports/${id}`)).status).toBe(204);
    expect((await admin.get<ExportView>(`/exports/${id}`)).body.state).toBe('cancelled');
    expect((await get(token, id)).status).toBe(409);
    expect(await redis.client.exists(`tb:{main}:export-file:${id}`)).toBe(0);
    expect((await admin.post('/exports', { ...asked, from: '2026-11-19' })).status).toBe(422);
    expect((await admin.post('/exports', { ...asked, table: 'users' })).status).toBe(422);
  });

  it('shows to each what is theirs', async () => {
    const signIn = async (role: string, more: object) => {
      const { body } = await admin.post('/users', { username: `${role}-r`, password: ADMIN_PASSWORD, role, ...more });
      expect(body).toMatchObject({ id: expect.any(String) });
      return api(server.url, await login(server.url, `${role}-r`, ADMIN_PASSWORD));
    };
    const lead = await signIn('supervisor', { channels: ['email'] });
    const seen = (await lead.get<ChannelsReport>('/reports/channels?from=2026-11-18&to=2026-11-18')).body;
    expect(seen.channels.map(({ id }) => id)).toEqual(['email']);
    expect(seen.totals.created).toBe(1);
    expect((await lead.get('/reports/heatmap?channel=phone')).status).toBe(404);
    expect((await lead.get('/reports/quality/archive/2026-W46')).status).toBe(403);
    // The one that was late on the mailbox was in nobody's hands.
    expect((await lead.get<AgentsReport>('/reports/agents?from=2026-11-04')).body.agents).toMatchObject([
      { id: null, timeouts: 1 },
    ]);
    expect(JSON.stringify((await lead.get('/reports/quality?period=2026-11')).body)).not.toContain('phone');
    const agent = await signIn('agent', { agent: 'A1' });
    expect((await agent.get('/reports/channels')).status).toBe(403);
    const own = (await agent.get<AgentsReport>('/reports/agents?from=2026-11-04&to=2026-11-18')).body.agents;
    expect(own.map(({ id }) => id)).toEqual(['A1']);
    expect((await api(server.url).get('/reports/channels')).status).toBe(401);
  });

  it('lets go of fine rollups first, as the site says, and counts them anew for whoever asks', async () => {
    const kept = async (): Promise<string[]> =>
      (await redis.client.keys('*:history:5min:*')).toSorted().map((key) => key.slice(-10));
    const path = 'channels?from=2026-11-06&to=2026-11-06&grain=5min';
    const { asOf: _, ...before } = await report<ChannelsReport>(path);
    expect(await kept()).toContain('2026-11-06');
    await admin.patch('/site', { retention: { rollup5minDays: 7 } });
    expect(await eventually(async () => ((await kept())[0] ?? '') >= '2026-11-12')).toBe(true);
    expect(await redis.client.keys('*:history:day:2026-11-06')).toHaveLength(1);
    const { asOf: __, ...after } = await report<ChannelsReport>(path);
    expect(after).toEqual(before);
    await admin.patch('/site', { retention: { rollup5minDays: 35 } });
  });

  it('takes over a store that was written before there was a history', async () => {
    const path = 'channels?from=2026-11-04&to=2026-11-18';
    const { asOf: _, ...before } = await report<ChannelsReport>(path);
    const kept = async () => (await admin.get<QualityArchive>('/reports/quality/archive')).body.reports;
    const [late, early] = await kept();
    await server.stop();
    const written = await redis.client.keys('*history*');
    expect(written.length).toBeGreaterThan(20);
    await redis.client.del(...written);
    await redis.client.hdel('tb:{main}:meta', 'history', 'layout');
    // One of its reports was never made.
    for (const name of ['quality-reports', 'quality-report-bodies']) await redis.client.hdel(`tb:{main}:${name}`, early!.period);
    server = await startServer({ env: { ...ENV, REDIS_URL: redis.url }, dataDir: server.dataDir });
    admin = api(server.url, await server.adminToken());
    const same = await eventually(async () => {
      const { asOf: __, ...after } = (await admin.get<ChannelsReport>(`/reports/${path}`)).body;
      return JSON.stringify(after) === JSON.stringify(before);
    });
    expect(same).toBe(true);
    await admin.patch('/site', { name: { en: 'Service centre again' } });
    const [as, made] = await eventually(async () => {
      const reports = await kept();
      return reports.length === 2 && reports;
    });
    expect(as).toEqual(late);
    expect(made!.period).toBe(early!.period);
    expect(made!.producedAt).not.toBe(early!.producedAt);
  });
});
