// Alerts as people meet them: two servers beside one Redis, one of them killed in the middle.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertView, NotificationTargetView, SilenceView } from '@tideboard/contracts';
import { type Door, event, openDoor } from '../support/events.js';
import { type Receiver, startReceiver } from '../support/receiver.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen } from '../support/sockets.js';

const OUTBOX = 'tb:{main}:alert-outbox';
type Message = { type: string; timestamp: string; data: AlertView };
type Added = NotificationTargetView & { secret: string | null };
const TARGET = {
  name: 'ops',
  format: 'standard',
  kinds: ['alert.raised', 'alert.cleared'],
  channels: null,
  minLevel: 'watch',
  language: 'en',
};
const LIMITS = { pending: { warn: 2, breach: 4, release: 1, forSeconds: 0 } };

let redis: TestRedis;
let first: TestServer;
let second: TestServer;
let admin: ReturnType<typeof api>;
let door: Door;
let screens: Screen[];
let receiver: Receiver<Message>;
const env = () => ({ REDIS_URL: redis.url, DATA_KEY: Buffer.alloc(32, 7).toString('base64') });
beforeAll(async () => {
  redis = await startRedis();
  first = await startServer({ env: env() });
  second = await startServer({ env: env() });
  const token = await second.adminToken();
  admin = api(second.url, token);
  door = await openDoor(second);
  await admin.patch('/channels/phone', { thresholds: LIMITS, serviceHours: null });
  await admin.patch('/channels/email', { thresholds: LIMITS });
  screens = [openScreen(first.url, token), openScreen(second.url, token)];
  receiver = await startReceiver<Message>();
  const { body } = await admin.post<Added>('/notification-targets', { ...TARGET, url: `${receiver.url}/ops` });
  receiver.secrets.set('/ops', body.secret!);
});
afterAll(async () => {
  closeScreens();
  await cleanUp();
  await receiver.close();
  await redis.stop();
});

/** Everything that was ever told of a channel, in order. */
async function told(channel: string): Promise<string[]> {
  const entries = await redis.client.xrange(OUTBOX, '-', '+');
  const views = entries.map(([, fields]) => JSON.parse(fields[1]!) as AlertView);
  return views.filter((view) => view.channel === channel).map(({ metric, level, state }) => `${metric} ${level} ${state}`);
}
const at = (): string => new Date().toISOString();
const come = (channel: string, ...ids: string[]) => door.send(...ids.map((id) => event('created', id, at(), { channel })));
const start = (...ids: string[]) => door.send(...ids.map((id) => event('started', id, at())));
const firing = (screen: Screen, channel: string) =>
  screen.board().alerts.find((alert) => alert.channel === channel && alert.metric === 'pending');

describe('an alert', () => {
  it('is raised on every node, told once, rises in level, and clears behind its release value', async () => {
    await come('phone', 'P1', 'P2', 'P3');
    for (const screen of screens) await screen.until(() => firing(screen, 'phone')?.level === 'watch');
    await come('phone', 'P4', 'P5');
    for (const screen of screens) await screen.until(() => firing(screen, 'phone')?.level === 'breach');
    await start('P1', 'P2', 'P3');
    // Two wait: under the limits, and still over the release value.
    await sleep(600);
    expect(firing(screens[1]!, 'phone')?.level).toBe('breach');
    await start('P4');
    for (const screen of screens) await screen.until(() => !firing(screen, 'phone'));
    expect(await told('phone')).toEqual(['pending watch firing', 'pending breach firing', 'pending breach cleared']);
  });

  it('is neither lost nor told twice when the node that watches is killed, and its clearing neither', async () => {
    await come('email', 'E1', 'E2', 'E3', 'E4', 'E5');
    await first.kill();
    await screens[1]!.until(() => firing(screens[1]!, 'email'), 15_000);
    const raised = firing(screens[1]!, 'email')!;
    first = await startServer({ env: env() });
    await start('E1', 'E2', 'E3', 'E4');
    await second.kill();
    await eventually(async () => (await told('email')).includes(`pending ${raised.level} cleared`), 15_000);
    second = await startServer({ env: env() });
    const said = await told('email');
    expect(said.filter((word) => word.endsWith('cleared'))).toHaveLength(1);
    expect(said.filter((word) => word.endsWith('firing')).length).toBe(
      new Set(said.filter((word) => word.endsWith('firing'))).size,
    );
    const token = await second.adminToken();
    admin = api(second.url, token);
    door = await openDoor(second);
    const { body } = await admin.get<AlertView[]>('/alerts?state=cleared');
    expect(body.filter(({ id }) => id === raised.id)).toEqual([
      expect.objectContaining({ state: 'cleared', dedupKey: raised.dedupKey }),
    ]);
  });
});

describe('a notification', () => {
  /** What a target was told of a channel, each message once: a repeat has the id of what it repeats. */
  const heard = (channel: string, path = '/ops'): string[] => {
    const messages = new Map(receiver.got.filter((got) => got.path === path).map(({ id, body }) => [id, body]));
    return [...messages]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, { data }]) => data.channel === channel)
      .map(([, { data }]) => `${data.metric} ${data.level} ${data.state}`);
  };
  const target = async (id: string): Promise<NotificationTargetView> =>
    (await admin.get<NotificationTargetView[]>('/notification-targets')).body.find((one) => one.id === id)!;

  it('brought every raise and every clear of the above to its target, signed, over both kills', async () => {
    // oxlint-disable-next-line no-await-in-loop -- two
    for (const channel of ['phone', 'email'])
      await eventually(async () => heard(channel).length >= (await told(channel)).length, 20_000);
    expect(heard('phone')).toEqual(await told('phone'));
    expect(heard('email')).toEqual(await told('email'));
    expect(receiver.forged).toBe(0);
  }, 30_000);

  it('is sent again under its own id until it is taken, and the target shows both', async () => {
    receiver.answer = ({ path }, nth) => (path === '/flaky' && nth === 1 ? { status: 500 } : { status: 200 });
    const { body } = await admin.post<Added>('/notification-targets', {
      ...TARGET,
      url: `${receiver.url}/flaky`,
      channels: ['social'],
    });
    await admin.patch('/channels/social', { thresholds: LIMITS, serviceHours: null });
    await come('social', 'S1', 'S2', 'S3');
    await eventually(async () => (await target(body.id)).lastSuccessAt !== null, 15_000);
    const ids = receiver.got.filter(({ path }) => path === '/flaky').map(({ id }) => id);
    expect([ids.length, new Set(ids).size, heard('social', '/flaky')]).toEqual([2, 1, ['pending watch firing']]);
    expect(await target(body.id)).toMatchObject({ lastProblem: 'HTTP 500', failingSince: null, waiting: 0 });
    expect((await admin.delete(`/notification-targets/${body.id}`)).status).toBe(204);
  });

  it('waits for the end of a silence, and is then sent', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await admin.post<SilenceView>('/silences', { channel: 'app_chat', until });
    await admin.patch('/channels/app_chat', { thresholds: LIMITS, serviceHours: null });
    await come('app_chat', 'A1', 'A2', 'A3');
    await eventually(async () => (await told('app_chat')).length === 1);
    // Whatever comes after it in the outbox has been sent, and it has not.
    await come('social', 'S4', 'S5', 'S6');
    await eventually(async () => heard('social').length === 2);
    expect(heard('app_chat')).toEqual([]);
    await admin.delete(`/silences/${body.id}`);
    await eventually(async () => heard('app_chat').length === 1);
    expect(heard('app_chat')).toEqual(['pending watch firing']);
  });

  it('to a robot: its own form, its own errors, an address that nobody reads', async () => {
    receiver.answer = () => ({ status: 200, body: { errcode: 93_000, errmsg: 'invalid webhook url' } });
    const robot = { ...TARGET, format: 'wecom', language: 'zh-CN', url: `${receiver.url}/send?key=k1` };
    const { body } = await admin.post<Added>('/notification-targets', robot);
    expect([body.secret, body.url]).toEqual([null, `${receiver.url}/send?…`]);
    const tried = await admin.post(`/notification-targets/${body.id}/test`);
    expect(tried.body).toEqual({ ok: false, problem: 'code 93000: invalid webhook url' });
    expect(receiver.got.at(-1)?.body).toMatchObject({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('测试') },
    });
    receiver.answer = () => ({ status: 200, body: { errcode: 0 } });
    expect((await admin.post(`/notification-targets/${body.id}/test`)).body).toEqual({ ok: true, problem: null });
    const { body: off } = await admin.patch(`/notification-targets/${body.id}`, { enabled: false });
    expect(off).toMatchObject({ disabledBecause: 'person', lastProblem: 'code 93000: invalid webhook url' });
    expect((await admin.post('/notification-targets', { ...robot, channels: ['nowhere'], secret: 'not-needed' })).status).toBe(
      422,
    );
  });
});

describe('a silence', () => {
  const inbox = async (): Promise<AlertView> =>
    (await admin.get<AlertView[]>('/alerts?state=firing')).body.find(({ metric }) => metric === 'pending')!;

  it('keeps an alert quiet and in the inbox, until it is lifted or has ended', async () => {
    await come('phone', 'Q1', 'Q2', 'Q3', 'Q4', 'Q5');
    await eventually(inbox);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await admin.post<SilenceView>('/silences', {
      channel: 'phone',
      metric: 'pending',
      until,
      reason: 'drill',
    });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ channel: 'phone', until, reason: 'drill', createdBy: expect.any(String) }),
    ]);
    await eventually(async () => (await inbox()).silencedUntil === until);
    expect((await admin.get<SilenceView[]>('/silences')).body.map(({ id }) => id)).toEqual([body.id]);
    expect((await admin.delete(`/silences/${body.id}`)).status).toBe(204);
    await eventually(async () => (await inbox()).silencedUntil === null);
    const soon = new Date(Date.now() + 1200).toISOString();
    await admin.post('/silences', { until: soon });
    await eventually(async () => (await inbox()).silencedUntil === soon);
    await eventually(async () => (await inbox()).silencedUntil === null);
    await eventually(async () => (await admin.get<SilenceView[]>('/silences')).body.length === 0);
  });

  it('needs an end that lies ahead and a channel that exists', async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const answers = await Promise.all(
      [
        {},
        { until: '2020-01-01T00:00:00Z' },
        { until, channel: 'nowhere' },
        { until, from: 'soon' },
        { until, chanel: 'phone' },
      ].map((body) => admin.post('/silences', body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    expect((await admin.delete('/silences/none')).status).toBe(404);
  });

  it('is a supervisor’s own only on channels of their own, and so is an alert', async () => {
    const password = 'another-horse-2';
    await admin.post('/users', { username: 'lead', password, role: 'supervisor', channels: ['email'] });
    const lead = api(second.url, await login(second.url, 'lead', password));
    const until = new Date(Date.now() + 60_000).toISOString();
    const foreign = await admin.post<SilenceView>('/silences', { channel: 'phone', until });
    const floor = await admin.post<SilenceView>('/silences', { until });
    const [alert] = (await admin.get<AlertView[]>('/alerts')).body.filter(({ channel }) => channel !== 'email');
    for (const act of ['acknowledge', 'snooze'])
      expect((await lead.post(`/alerts/${alert!.id}/${act}`, act === 'snooze' ? { until } : undefined)).status).toBe(404);
    expect((await lead.get<AlertView[]>('/alerts')).body.filter(({ channel }) => channel !== 'email')).toEqual([]);
    expect((await lead.post('/silences', { until })).status).toBe(403);
    expect((await lead.post('/silences', { channel: 'phone', until })).status).toBe(422);
    const own = await lead.post<SilenceView>('/silences', { channel: 'email', until });
    expect((await lead.get<SilenceView[]>('/silences')).body.map(({ id }) => id).sort()).toEqual(
      [floor.body.id, own.body.id].sort(),
    );
    expect((await lead.delete(`/silences/${foreign.body.id}`)).status).toBe(404);
    expect((await lead.delete(`/silences/${floor.body.id}`)).status).toBe(403);
    expect((await lead.delete(`/silences/${own.body.id}`)).status).toBe(204);
  });
});
