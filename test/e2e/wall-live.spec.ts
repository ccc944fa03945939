// What the wall says about its own feed: nobody may take old numbers for present ones, and it always comes back by itself.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { buildWeb, flaws, launch } from '../support/board-browser.js';
import { FakeBoard, TOKEN } from '../support/board-fake.js';
import { sampleBoard } from '../support/board-samples.js';

let web: string;
let fake: FakeBoard;
let url: string;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  web = await buildWeb();
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  fake = new FakeBoard({ web });
  url = await fake.listen();
  page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/.test(message.text())) problems.push(message.text());
  });
});
afterEach(async () => {
  await page.context().close();
  await fake.close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
});

const open = async (query = 'lang=en') => {
  await page.addInitScript(
    (token) => localStorage.getItem('tideboard.token') ?? localStorage.setItem('tideboard.token', token),
    TOKEN,
  );
  await page.goto(`${url}/wall?${query}`);
  await page.waitForSelector('[data-channel]');
};
const banner = (kind: string, timeout: number) => page.waitForSelector(`[data-banner=${kind}]`, { timeout });
const figure = (channel: string, name: string) =>
  page
    .locator(`[data-channel=${channel}] [data-figure=${name}]`)
    .evaluate((cell) => (cell as HTMLElement).innerText.replaceAll('\n', ' '));
const pending = (channel: string) => figure(channel, 'pending');

it('says STALE within 3 s of the last beat, keeps the numbers, and recovers with the next beat', async () => {
  await open();
  fake.beating = false;
  const frozenAt = Date.now();
  await banner('stale', 4500);
  expect(Date.now() - frozenAt).toBeLessThan(4000); // up to 1 s since the last beat before it froze
  expect(await page.locator('[data-banner=stale]').innerText()).toMatch(/STALE[\s\S]*Last data \d\d:\d\d:\d\d/);
  expect(await pending('phone')).toBe('58');
  expect(await page.locator('[data-channel=phone]').getAttribute('data-state')).toBe('stale');
  const clock = await page.locator('.clock').innerText();
  await page.waitForTimeout(1200);
  expect(await page.locator('.clock').innerText()).toBe(clock);
  expect(await flaws(page)).toEqual([]);
  fake.beating = true;
  await page.waitForSelector('[data-banner=stale]', { state: 'detached', timeout: 2500 });
  expect(await page.locator('[data-channel=phone]').getAttribute('data-state')).toBe('breach');
});

it('says LINK LOST when the server dies, and comes back by itself with a fresh snapshot', async () => {
  await open();
  const { port } = fake;
  await fake.close();
  await banner('link_lost', 3000);
  expect(await pending('phone')).toBe('58');
  fake = new FakeBoard({ web, port });
  fake.board.channels[0]!.pending = 7;
  await fake.listen();
  await page.waitForSelector('[data-banner]', { state: 'detached', timeout: 20_000 });
  expect(await pending('phone')).toBe('7');
});

it('asks for a snapshot when a delta was lost, when one does not fit, and after a new epoch', async () => {
  await open();
  fake.change((board) => (board.channels[0]!.pending = 61), true);
  await expect_(() => pending('phone'), '61', 4000); // seen by the beats alone
  expect(fake.resyncs).toBe(1);
  fake.change((board) => (board.channels[0]!.pending = 62), true);
  fake.change((board) => (board.channels[1]!.pending = 63));
  await expect_(() => pending('phone'), '62', 1500);
  expect(fake.resyncs).toBe(2);
  fake.board = { ...fake.board, epoch: 'e2', rev: 1 };
  fake.change((board) => (board.channels[0]!.pending = 64));
  await expect_(() => pending('phone'), '64', 1500);
  expect(fake.resyncs).toBe(3);
});

it('shows what is not known as a dash, never as a zero', async () => {
  const board = sampleBoard(5);
  Object.assign(board.channels[0]!, {
    status: 'no_data',
    fed: false,
    pending: 0,
    completedToday: 0,
    oldestPendingAt: null,
  });
  Object.assign(board.channels[1]!, { avgResponseSeconds: null, timeoutRate: null, satisfaction: null, oldestPendingAt: null });
  Object.assign(board.totals, { timeoutRate: null, satisfaction: null });
  fake.board = board;
  await open();
  for (const name of ['pending', 'longestWait', 'completed', 'avgResponse', 'timeouts', 'satisfaction'])
    expect(await figure('phone', name)).toBe('–');
  expect(await figure('web_chat', 'avgResponse')).toBe('–');
  expect(await figure('web_chat', 'timeouts')).toBe('3 –');
  expect(await figure('web_chat', 'satisfaction')).toBe('–');
  expect(await page.locator('[data-total=satisfaction]').innerText()).toBe('–');
  expect(await page.locator('[data-channel=phone]').getAttribute('data-state')).toBe('no_data');
});

it("shows the handbook's status table exactly", async () => {
  const TABLE: Record<string, [number, number, number, number, number, number, number]> = {
    phone: [15, 8, 120, 12, 25, 2, 0.92],
    web_chat: [22, 5, 90, 18, 30, 3, 0.88],
    app_chat: [10, 12, 150, 10, 20, 1, 0.95],
    social: [8, 3, 60, 25, 40, 4, 0.85],
    email: [30, 2, 40, 60, 120, 5, 0.8],
  };
  for (const channel of fake.board.channels) {
    const [waiting, inProgress, completedToday, response, handling, timeoutsToday, satisfaction] = TABLE[channel.id]!;
    Object.assign(channel, { pending: waiting, inProgress, completedToday, timeoutsToday, satisfaction });
    Object.assign(channel, {
      avgResponseSeconds: response * 60,
      avgHandleSeconds: handling * 60,
      timeoutRate: timeoutsToday / completedToday,
    });
  }
  await open();
  const row = async (id: string) =>
    (
      await Promise.all(
        ['pending', 'inProgress', 'completed', 'avgResponse', 'avgHandle', 'timeouts', 'satisfaction'].map((name) =>
          figure(id, name),
        ),
      )
    ).join(' / ');
  expect(await row('phone')).toBe('15 / 8 / 120 / 12 min / 25 min / 2 1.67% / 92%');
  expect(await row('web_chat')).toBe('22 / 5 / 90 / 18 min / 30 min / 3 3.33% / 88%');
  expect(await row('app_chat')).toBe('10 / 12 / 150 / 10 min / 20 min / 1 0.67% / 95%');
  expect(await row('social')).toBe('8 / 3 / 60 / 25 min / 40 min / 4 6.67% / 85%');
  expect(await row('email')).toBe('30 / 2 / 40 / 60 min / 120 min / 5 12.5% / 80%');
});

it('pairs by a code, and goes back to it when its token is taken away', async () => {
  await page.goto(`${url}/wall?lang=en`);
  await page.waitForSelector('[data-pairing-code]');
  expect(await page.locator('[data-pairing-code]').innerText()).toBe('ABCD-2340');
  expect(await page.locator('figure svg').count()).toBe(1);
  expect(await flaws(page)).toEqual([]);
  for (const pair of fake.pairs.values()) pair.token = TOKEN;
  await page.waitForSelector('[data-channel]', { timeout: 5000 });
  expect(page.url()).not.toContain(TOKEN);
  for (const pair of fake.pairs.values()) pair.token = null;
  fake.tokens.clear();
  fake.live.disconnectSockets(true);
  await page.waitForSelector('[data-pairing-code]', { timeout: 10_000 });
  expect(await page.evaluate(() => localStorage.getItem('tideboard.token'))).toBeNull();
});

it('asks for the next code when the server no longer knows the old one', async () => {
  await page.goto(`${url}/wall?lang=zh`);
  await page.waitForSelector('text=ABCD-2340');
  fake.pairs.clear();
  fake.pairs.set('filler', { code: 'X', token: null, expiresAt: 0 });
  await page.waitForSelector('text=ABCD-2341', { timeout: 6000 });
  expect(await page.locator('[data-pairing-code]').innerText()).toBe('ABCD-2341');
});

it('signs in on the way to the wall, and follows no address to another site', async () => {
  await page.goto(`${url}/login?lang=en&next=//evil.example/wall`);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', 'wrong');
  await page.click('button');
  await page.waitForSelector('text=Wrong user name or password');
  await page.fill('[name=password]', 'secret');
  await page.click('button');
  await page.waitForURL(`${url}/`);
  await page.goto(`${url}/login?next=/wall`);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', 'secret');
  await page.click('button');
  await page.waitForSelector('[data-channel]');
  expect([new URL(page.url()).pathname, fake.logins]).toEqual(['/wall', 3]);
});

async function expect_(read: () => Promise<string>, wanted: string, withinMs: number) {
  const end = Date.now() + withinMs;
  while ((await read()) !== wanted && Date.now() < end) await page.waitForTimeout(50);
  expect(await read()).toBe(wanted);
}

it('is set up at the screen: a moved pointer brings the settings, and they outlive a reload', async () => {
  await open('lang=en&distance=8');
  expect(await page.locator('.opener').isVisible()).toBe(false);
  expect(await page.locator('.wall').evaluate((wall) => getComputedStyle(wall).cursor)).toBe('none');
  await page.mouse.move(300, 300);
  await page.locator('.opener').click();
  await page.locator('.panel select').first().selectOption('zh-CN');
  await page.locator('.panel select').nth(1).selectOption('light');
  await page.waitForSelector('text=客服400');
  await page.reload();
  await page.waitForSelector('[data-channel]');
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
  expect(await page.locator('h1').innerText()).toBe('Customer service · Lobby'); // the address still names a language
  await page.goto(`${url}/wall`);
  await page.waitForSelector('text=客服400');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.wall')!).cursor === 'none', undefined, {
    timeout: 5000,
  });
});

it('turns pages only beyond twelve channels, and shows a breach at once', async () => {
  const board = sampleBoard(14);
  for (const channel of board.channels) Object.assign(channel, { status: 'ok', causes: [] });
  fake.board = board;
  await open('lang=en&rotate=600');
  expect(await page.locator('[data-channel]').count()).toBe(12);
  const last = board.channels[13]!.id;
  fake.change((next) => (next.channels[13]!.status = 'breach'));
  await page.waitForSelector(`[data-channel=${last}]`, { timeout: 2000 });
  expect(await page.locator('[data-channel]').count()).toBe(2);
  expect(await page.locator('[role=status]').innerText()).toMatch(/^Breach: /);
});
