// The handbook's status table on the wall itself: events through the door, numbers read off a real Chromium.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../support/board-browser.js';
import { openDoor } from '../support/events.js';
import { api, cleanUp, startServer, type TestServer } from '../support/server.js';
import { WORKED_AT, WORKED_EXAMPLE, WORKED_TARGETS, workedEvents } from '../support/worked-example.js';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { ALLOW_TEST_CLOCK: '1', CLOCK_START: WORKED_AT, CLOCK_RATE: '1', SITE_TIME_ZONE: 'UTC' } });
  browser = await launch();
  const admin = api(server.url, await server.adminToken());
  for (const { channel } of WORKED_EXAMPLE) await admin.patch(`/channels/${channel}`, WORKED_TARGETS);
  await (await openDoor(server)).send(...workedEvents());
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});

const figure = async (page: Page, channel: string, name: string): Promise<string> =>
  (await page.locator(`[data-channel=${channel}] [data-figure=${name}]`).innerText()).replaceAll(/\s+/g, ' ').trim();

it('shows the table to whoever looks at the wall', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  const token = await server.adminToken();
  await page.addInitScript((value) => localStorage.setItem('tideboard.token', value), token);
  // Near enough that every figure is shown.
  await page.goto(`${server.url}/wall?lang=en&distance=2`);
  await page.waitForSelector('[data-channel]');
  for (const row of WORKED_EXAMPLE) {
    const seen = await Promise.all(
      ['pending', 'inProgress', 'completed', 'avgResponse', 'avgHandle', 'timeouts', 'satisfaction'].map((name) =>
        figure(page, row.channel, name),
      ),
    );
    expect([row.channel, ...seen]).toEqual([
      row.channel,
      String(row.pending),
      String(row.inProgress),
      String(row.completed),
      `${row.responseMinutes} min`,
      `${row.handleMinutes} min`,
      `${row.timeouts} ${row.timeoutRate.replace(' ', '')}`,
      `${row.satisfaction}%`,
    ]);
  }
});
