// The handbook's status table, number by number, through the door and out of GET /board.
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import { openDoor } from '../support/events.js';
import { api, cleanUp, startServer, type TestServer } from '../support/server.js';
import { WORKED_AT, WORKED_EXAMPLE, WORKED_TARGETS, workedEvents } from '../support/worked-example.js';

afterAll(cleanUp);

const start = (): Promise<TestServer> =>
  startServer({ env: { ALLOW_TEST_CLOCK: '1', CLOCK_START: WORKED_AT, CLOCK_RATE: '1', SITE_TIME_ZONE: 'UTC' } });

async function prepare(server: TestServer) {
  const admin = api(server.url, await server.adminToken());
  for (const { channel } of WORKED_EXAMPLE) expect((await admin.patch(`/channels/${channel}`, WORKED_TARGETS)).status).toBe(200);
  return { admin, door: await openDoor(server) };
}

describe("the handbook's worked example", () => {
  it.each([
    ['in the order of the table', (events: object[]) => [events]],
    [
      'backwards, in small batches, half of it twice',
      (events: object[]) => slices(events.toReversed().concat(events.filter((_, i) => i % 2)), 97),
    ],
  ])('comes out exactly, fed %s', async (_, arrange) => {
    const { admin, door } = await prepare(await start());
    for (const batch of arrange(workedEvents())) expect((await door.send(...batch)).status).toBe(200);
    const { channels, totals } = (await admin.get<Board>('/board')).body;
    const table = channels.map((channel) => ({
      channel: channel.id,
      pending: channel.pending,
      inProgress: channel.inProgress,
      completed: channel.completedToday,
      responseMinutes: channel.avgResponseSeconds! / 60,
      handleMinutes: channel.avgHandleSeconds! / 60,
      timeouts: channel.timeoutsToday,
      timeoutRate: `${Number((channel.timeoutRate! * 100).toFixed(2))} %`,
      satisfaction: channel.satisfaction! * 100,
    }));
    expect(table).toEqual(WORKED_EXAMPLE);
    expect(totals).toMatchObject({ pending: 85, inProgress: 30, completedToday: 460, timeoutsToday: 15, unmapped: 0 });
  });
});

function slices<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
