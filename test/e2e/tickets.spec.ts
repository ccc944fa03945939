// Tickets in the console: found, shared, read, given to somebody, about to time out.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { faintTexts, launch } from '../support/board-browser.js';
import { event, openDoor } from '../support/events.js';
import { ADMIN_PASSWORD, api, cleanUp, startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let browser: Browser;
let page: Page;
const problems: string[] = [];
const ago = (minutes: number): number => Date.now() - minutes * 60_000;
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  const admin = api(server.url, await server.adminToken());
  for (const id of ['phone', 'web_chat'])
    await admin.patch(`/channels/${id}`, { serviceHours: null, targets: { responseSeconds: 7200 } });
  const door = await openDoor(server);
  const customer = { ref: 'C77', name: '王小明', phone: '13812345678', tier: 'diamond' };
  await door.send(
    event('agent.changed', 'a1', ago(60), {
      channel: 'phone',
      state: 'available',
      name: '李蕾',
      tier: 'senior',
      skills: ['web_chat'],
    }),
    event('created', 'GD1', ago(30), {
      channel: 'phone',
      kind: 'complaint',
      priority: 'urgent',
      customer,
      summary: '物流没有更新',
      dueAt: inMinutes(4),
    }),
    event('created', 'GD2', ago(50), { channel: 'web_chat', kind: 'consult', customer: { ref: 'C78' } }),
    event('created', 'GD3', ago(90), { channel: 'web_chat', kind: 'consult', customer }),
    event('completed', 'GD3', ago(80)),
  );
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en' })).newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${server.url}/console/tickets?lang=en`);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', ADMIN_PASSWORD);
  await page.click('button[type=submit]');
  await page.waitForSelector('[data-tickets]');
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});
const rows = (): Promise<(string | null)[]> =>
  page.locator('tr[data-ticket]').evaluateAll((all) => all.map((row) => row.getAttribute('data-ticket')));

it('are found by filters that stand in the address, which somebody else may open', async () => {
  expect(await rows()).toEqual(['GD1', 'GD2']);
  await page.selectOption('[data-filter=state]', 'all');
  await page.waitForSelector('tr[data-ticket=GD3]');
  await page.selectOption('[data-filter=kind]', 'complaint');
  await page.locator('tr[data-ticket=GD3]').waitFor({ state: 'detached' });
  await page.waitForSelector('tr[data-ticket=GD1]');
  expect(new URL(page.url()).search).toMatch(/state=all&kind=complaint/);
  await page.reload();
  await page.waitForSelector('tr[data-ticket=GD1]');
  expect([await rows(), await page.inputValue('[data-filter=kind]')]).toEqual([['GD1'], 'complaint']);
  await page.fill('[data-search]', 'nothing-like-it');
  await page.waitForSelector('[data-none]');
  expect(await faintTexts(page)).toEqual([]);
  await page.click('[data-none] button');
  await page.waitForSelector('tr[data-ticket=GD2]');
});

it('that nobody has are given away in the list, to whom the rules recommend and with the reason', async () => {
  const row = page.locator('tr[data-ticket=GD2]');
  const give = row.locator('[data-give]');
  expect([await give.innerText(), await give.getAttribute('aria-label')]).toEqual(['Give to 李蕾', 'Give GD2 to 李蕾: Free now']);
  await give.click();
  await give.waitFor({ state: 'detached' });
  await row.locator('td', { hasText: '李蕾' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/tickets');
});

it('tell their story with names masked, and are given to whom the rules recommend', async () => {
  await page.locator('tr[data-ticket=GD1] a').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-ticket-page] [data-timeline]');
  const text = await page.locator('[data-ticket-page]').innerText();
  expect(text).toContain('王**');
  expect(text).toContain('138****5678');
  expect(text).not.toContain('小明');
  expect(await page.getAttribute('[data-clock=handling]', 'data-state')).toBe('running');
  await page.click('[data-candidate=a1] [data-assign]');
  await page.locator('[data-timeline] li', { hasText: '李蕾' }).first().waitFor();
  await page.click('[data-acts] summary');
  await page.fill('[data-what]', 'call back');
  await page.click('[data-promise-go]');
  await page.click('[data-promise] [data-keep]');
  await page.locator('[data-promise] .chip', { hasText: 'Kept' }).waitFor();
  await page.click('[data-escalate]');
  await page.locator('header .chip', { hasText: 'Expert team' }).waitFor();
  expect(await faintTexts(page)).toEqual([]);
  await page.click('[data-customer]');
  await page.waitForSelector('[data-customer-page] [data-timeline]');
  expect(await page.locator('[data-customer-page]').innerText()).toContain('2 tickets on 2 channels');
});

it('that are about to time out stand on the floor, and go to another channel from there', async () => {
  await page.goto(`${server.url}/console?lang=en`);
  await page.click('[data-soon-ticket=GD1] [data-reroute]');
  await page.selectOption('[data-reroute-to]', 'web_chat');
  await page.click('[data-reroute-go]');
  await page.locator('[data-notice]', { hasText: 'GD1 was reassigned' }).waitFor();
  await page.locator('[data-soon-ticket=GD1]', { hasText: 'Website' }).waitFor();
  expect(problems).toEqual([]);
});

it('are raised by rules that a page shows, with how many of them each would raise before it is saved', async () => {
  await page.goto(`${server.url}/settings/escalation?lang=en`);
  await page.locator('[data-rule=repeated-contact] [data-hits]', { hasText: 'none' }).waitFor();
  await page.click('[data-rules="4"] [data-add-rule]');
  const rule = page.locator('[data-rules="4"] li').last();
  await rule.locator('[data-name]').fill('Waits in vain');
  await rule.locator('[data-criterion=ageSeconds] select').selectOption('60');
  await rule.locator('[data-hits]', { hasText: '2' }).waitFor();
  await page.locator('[data-total]', { hasText: '2 of 2' }).waitFor();
  await page.fill('[data-level="4"] input', 'Mr Han');
  await page.keyboard.press('Tab');
  await page.click('[data-unsaved] button[type=submit]');
  await page.locator('[data-notice]').waitFor();
  await page.goto(`${server.url}/console?lang=en`);
  await page.locator('[data-soon-ticket=GD2]', { hasText: 'Executive (Mr Han) · Waits in vain' }).waitFor();
  expect(problems).toEqual([]);
});
