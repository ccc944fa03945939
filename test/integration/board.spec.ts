// The board as it is read: at once, by the clock alone, and the same on every node.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board, ChannelBoard, QualityArchive } from '@tideboard/contracts';
import { Queue } from 'bullmq';
import { keys } from '../../server/src/platform/redis/keys.js';
import { type Door, event, openDoor } from '../support/events.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { api, cleanUp, eventually, startServer, type TestServer } from '../support/server.js';
import { still } from '../support/sockets.js';

const clockAt = (start: string, rate = 1): Record<string, string> => ({
  ALLOW_TEST_CLOCK: '1',
  CLOCK_START: start,
  CLOCK_RATE: String(rate),
});
afterAll(cleanUp);

interface Floor {
  server: TestServer;
  door: Door;
  board(): Promise<Board>;
  channel(id: string): Promise<ChannelBoard>;
  put(id: string, body: object): Promise<void>;
}

async function floor(env: Record<string, string>): Promise<Floor> {
  const server = await startServer({ env });
  const admin = api(server.url, await server.adminToken());
  const board = async (): Promise<Board> => (await admin.get<Board>('/board')).body;
  return {
    server,
    door: await openDoor(server),
    board,
    channel: async (id) => (await board()).channels.find((channel) => channel.id === id)!,
    put: async (id, body) => {
      const name = { 'zh-CN': id, en: id };
      const { status } = await admin.put(`/channels/${id}`, { id, name, type: 'offline', ...body });
      expect(status).toBe(201);
    },
  };
}

const archive = async (server: TestServer) =>
  (await api(server.url, await server.adminToken()).get<QualityArchive>('/reports/quality/archive')).body.reports;

describe('a reading', () => {
  let here: Floor;
  beforeAll(async () => {
    here = await floor(clockAt('2026-11-18T12:00:00Z'));
  });

  it('shows an epoch and null for what is not known, before the first event', async () => {
    const { epoch, rev, totals, channels, businessDay } = await here.board();
    expect(epoch).toMatch(/^\S+$/);
    expect(rev).toBeGreaterThan(0);
    expect(businessDay).toBe('2026-11-18');
    expect(channels.map(({ id }) => id)).toEqual(['phone', 'web_chat', 'app_chat', 'social', 'email']);
    expect(channels.find(({ id }) => id === 'email')!.status).toBe('no_data');
    expect(totals).toMatchObject({
      pending: 0,
      avgResponseSeconds: null,
      satisfaction: null,
      timeoutRate: null,
      longestWaitSeconds: null,
      agents: { online: null, available: null, busy: null, onLoan: null },
    });
  });

  it('has in it what was acknowledged before it, each time', async () => {
    for (let n = 1; n <= 30; n += 1) {
      const before = await here.board();
      await here.door.send(event('created', `own-${n}`, '2026-11-18T11:59:00Z', { channel: 'email' }));
      const after = await here.board();
      expect(after.totals.pending).toBe(n);
      expect(after.rev).toBeGreaterThan(before.rev);
    }
  });

  it('keeps its rev while only time passes', async () => {
    const first = await here.board();
    const second = await eventually(async () => {
      const board = await here.board();
      return board.at > first.at && board;
    });
    expect(second.rev).toBe(first.rev);
    expect(second.totals.longestWaitSeconds!).toBeGreaterThan(first.totals.longestWaitSeconds!);
    expect(still(second)).toEqual(still(first));
  });
});

describe('the clock alone', () => {
  it('shows a missed deadline with no event arriving, within a second of real time', async () => {
    // Ten site seconds to a real one: a 10-second target is missed one real second after the ticket came in.
    const here = await floor(clockAt('2026-11-18T12:00:00Z', 10));
    await here.put('desk', { targets: { responseSeconds: 20 } });
    const { at } = await here.board();
    await here.door.send(event('created', 'late', at, { channel: 'desk' }));
    expect(await here.channel('desk')).toMatchObject({ pending: 1, timeoutsToday: 0, status: 'ok' });
    const due = Date.parse(at) + 20_000;
    const board = await eventually(async () => {
      const seen = await here.board();
      return Date.parse(seen.at) > due && seen;
    });
    const shown = await eventually(async () => {
      const seen = await here.board();
      return seen.channels.find(({ id }) => id === 'desk')!.timeoutsToday === 1 && seen;
    }, 3000);
    expect((Date.parse(shown.at) - due) / 10).toBeLessThanOrEqual(1000);
    expect(Date.parse(board.at)).toBeGreaterThan(due);
    // A late fact that proves that it was met takes it back.
    await here.door.send(event('started', 'late', Date.parse(at) + 5000));
    expect(await here.channel('desk')).toMatchObject({ timeoutsToday: 0, inProgress: 1 });
  });

  it('turns the business day: dated counts begin again, gauges stay', async () => {
    const here = await floor({ ...clockAt('2026-11-18T15:57:00Z', 15), SITE_TIME_ZONE: 'Asia/Shanghai' });
    const { at } = await here.board();
    await here.door.send(
      event('created', 'stays', at, { channel: 'email' }),
      event('created', 'done', at, { channel: 'email' }),
      event('completed', 'done', at),
    );
    const first = await here.board();
    expect(first).toMatchObject({ businessDay: '2026-11-18', totals: { pending: 1, completedToday: 1, createdToday: 2 } });
    const second = await eventually(async () => {
      const board = await here.board();
      return board.businessDay === '2026-11-19' && board;
    }, 20_000);
    expect(second.totals).toMatchObject({ pending: 1, completedToday: 0, createdToday: 0 });
    expect(second.rev).toBeGreaterThan(first.rev);
  });

  it('closes a channel at its hour, and says when its source has gone silent', async () => {
    const here = await floor({ ...clockAt('2026-11-18T17:59:30Z', 30), SITE_TIME_ZONE: 'UTC' });
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }];
    await here.put('desk', { serviceHours: hours });
    await here.put('feed', { silentAfterSeconds: 240 });
    const { at } = await here.board();
    await here.door.send(event('created', 'a', at, { channel: 'desk' }), event('created', 'b', at, { channel: 'feed' }));
    expect((await here.channel('feed')).status).toBe('ok');
    await eventually(async () => (await here.channel('desk')).status === 'closed');
    await eventually(async () => (await here.channel('feed')).status === 'no_data', 20_000);
    await here.door.send(event('started', 'b', (await here.board()).at));
    await eventually(async () => (await here.channel('feed')).status === 'ok');
    expect((await here.channel('desk')).status).toBe('closed');
  });
});

describe('two nodes on one Redis', () => {
  let redis: TestRedis;
  let one: Floor;
  let two: Floor;
  beforeAll(async () => {
    redis = await startRedis();
    const env = { ...clockAt('2026-11-18T12:00:00Z', 20), REDIS_URL: redis.url, LOG_LEVEL: 'debug' };
    [one, two] = [await floor(env), await floor(env)];
  });
  afterAll(() => redis.stop());

  it('show one board: the same epoch and rev are the same content', async () => {
    const now = Date.parse((await one.board()).at);
    const doors = [one.door, await openDoor(two.server)];
    const types = ['created', 'started', 'completed', 'reopened', 'abandoned'];
    const tickets = Array.from({ length: 40 }, () => randomUUID());
    const readings = new Map<string, unknown>();
    const note = async (here: Floor): Promise<Board> => {
      const board = await here.board();
      const name = `${board.epoch} ${board.rev}`;
      expect(still(board)).toEqual(readings.get(name) ?? still(board));
      readings.set(name, still(board));
      return board;
    };
    for (let round = 0; round < 25; round += 1) {
      await Promise.all(
        doors.map((door, d) =>
          door.send(
            ...tickets.map((id, i) =>
              event(types[(round + i * (d + 1)) % 5]!, id, now - 3_600_000 + ((round * 7 + i * 13) % 600) * 1000, {
                channel: ['phone', 'email', 'social'][i % 3],
              }),
            ),
          ),
        ),
      );
      await Promise.all([note(one), note(two)]);
    }
    const [a, b] = await eventually(async () => {
      const pair = await Promise.all([note(one), note(two)]);
      return pair[0].rev === pair[1].rev && pair;
    });
    expect(a.epoch).toBe(b.epoch);
    expect(still(a)).toEqual(still(b));
    expect(a.totals.createdToday).toBe(40);
    // What steers the automation is part of it: whoever pauses on one node has paused them all.
    const admin = api(one.server.url, await one.server.adminToken());
    await admin.post('/automation/pause', { minutes: 600, reason: 'fire drill' });
    const paused = await eventually(async () => {
      const { automation } = await note(two);
      return automation.pausedBy !== null && automation;
    });
    expect(paused).toMatchObject({ pausedBy: 'Administrator', pauseReason: 'fire drill' });
  });

  it('keep one quality report of a period, though its schedule wakes both', async () => {
    const last = Date.parse('2026-11-11T09:00:00Z');
    await one.door.send(...['x', 'y'].map((id) => event('created', `past-${id}`, last, { channel: 'phone' })));
    const jobs = new Queue('reports', { connection: { path: redis.socket }, prefix: keys.jobs });
    const data = { subject: 'quality-week' };
    await jobs.addBulk(
      Array.from({ length: 8 }, (_, i) => ({ name: 'wake', data, opts: { jobId: `w${i}`, removeOnComplete: true } })),
    );
    await eventually(async () => Object.values(await jobs.getJobCounts('wait', 'active')).every((n) => n === 0));
    await jobs.close();
    const kept = await Promise.all([one, two].map(({ server }) => archive(server)));
    expect(kept[0]).toMatchObject([{ period: '2026-W46', created: 2 }]);
    expect(kept[1]).toEqual(kept[0]);
    const told = `${one.server.output()}${two.server.output()}`.match(/quality report 2026-W46 produced/g);
    expect(told).toHaveLength(1);
  });
});
