// Every page that the router knows, as everybody who may sign in, in both themes: nothing that axe finds against WCAG 2.2 AA. A page
// that is added tomorrow is looked at without being named here. And two people who change one channel at once.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Channel } from '@tideboard/contracts';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../support/board-browser.js';
import { event, openDoor } from '../support/events.js';
import { openDisplay } from '../support/sockets.js';
import { api, cleanUp, eventually, login, startServer, type TestServer } from '../support/server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PASSWORD = 'correct-horse-2';

let server: TestServer;
let browser: Browser;
let admin: string;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  admin = await server.adminToken();
  // oxlint-disable-next-line no-await-in-loop -- one account after the other
  for (const role of ['operations', 'manager', 'supervisor', 'agent'])
    await api(server.url, admin).post('/users', {
      username: role,
      password: PASSWORD,
      role,
      channels: role === 'supervisor' ? ['phone'] : null,
    });
  await api(server.url, admin).put('/teams/orders', { name: { 'zh-CN': '订单组', en: 'Orders' } });
  await api(server.url, admin).put('/agents/a1', { name: '李蕾', home: 'phone', team: 'orders', skills: ['phone', 'refund'] });
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});

async function open(token: string | null, path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, bypassCSP: true })).newPage();
  if (token) await page.addInitScript((value) => localStorage.setItem('tideboard.person', value), token);
  await page.addInitScript(AXE);
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Runs in the page: its router, and what axe finds where it is now, in both themes. */
const routes = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const app = document.querySelector('#app') as unknown as {
      __vue_app__: { config: { globalProperties: { $router: Router } } };
    };
    return app.__vue_app__.config.globalProperties.$router.getRoutes().map(({ path }) => path);
  });
interface Router {
  getRoutes(): { path: string }[];
  push(path: string): Promise<unknown>;
}
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate(async (to) => {
    const app = document.querySelector('#app') as unknown as {
      __vue_app__: { config: { globalProperties: { $router: Router } } };
    };
    await app.__vue_app__.config.globalProperties.$router.push(to);
  }, path);
const violations = (page: Page, themes = ['light', 'dark']): Promise<string[]> =>
  page.evaluate(
    async ([tags, inks]) => {
      interface Finding {
        id: string;
        nodes: { target: string[] }[];
      }
      const axe = (globalThis as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Finding[] }> } })
        .axe;
      const found: string[] = [];
      for (const theme of inks!) {
        document.documentElement.dataset['theme'] = theme;
        // oxlint-disable-next-line no-await-in-loop -- one page has one theme at a time
        const { violations: list } = await axe.run(document, { runOnly: tags });
        found.push(...list.map(({ id, nodes }) => `${theme}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`));
      }
      return found;
    },
    [TAGS, themes],
  );

/** The reports share one path: each is a tab. */
async function eachReport(page: Page): Promise<string[]> {
  const tabs = page.locator('.reports > nav > button');
  const found: string[] = [];
  for (let i = 0; i < (await tabs.count()); i += 1) {
    // oxlint-disable no-await-in-loop -- one tab after the other
    await tabs.nth(i).click();
    await page.waitForLoadState('networkidle');
    found.push(...(await violations(page)).map((line) => `report ${page.url()} ${line}`));
    // oxlint-enable no-await-in-loop
  }
  expect(await tabs.count()).toBeGreaterThan(5);
  return found;
}

async function lookAround(role: string): Promise<string[]> {
  const token = role === 'nobody' ? null : role === 'admin' ? admin : await login(server.url, role, PASSWORD);
  const page = await open(token, '/');
  const found: string[] = [];
  const paths = [...new Set(await routes(page))].map((path) =>
    path
      .replace('channels/:id', 'channels/phone')
      .replace('teams/:id', 'teams/orders')
      .replace('agents/:id', 'agents/a1')
      .replace(/:any.*/, 'nowhere')
      .replaceAll(/:\w+/g, 'none'),
  );
  expect(paths.length).toBeGreaterThan(10);
  const seen = new Set<string>();
  for (const path of paths) {
    // oxlint-disable no-await-in-loop -- one page after the other
    await goTo(page, path);
    await page.waitForLoadState('networkidle');
    const { pathname } = new URL(page.url());
    // sent to one and the same page, from wherever
    if (seen.has(pathname)) continue;
    seen.add(pathname);
    // a role takes things away from a page; its colours are those that the administrator sees
    const themes = role === 'admin' || role === 'nobody' || pathname === '/me' ? ['light', 'dark'] : ['light'];
    found.push(...(await violations(page, themes)).map((line) => `${role} ${path} ${line}`));
    if (path === '/reports' && role === 'manager') found.push(...(await eachReport(page)));
    // oxlint-enable no-await-in-loop
  }
  await page.context().close();
  return found;
}

it('has nothing that axe finds on any page, whoever looks, light and dark', async () => {
  // At the same time: most of it is waiting for pages to come to rest.
  const found = await Promise.all(['nobody', 'admin', 'operations', 'manager', 'supervisor', 'agent'].map(lookAround));
  expect(found.flat()).toEqual([]);
}, 180_000);

it('shows who comes second both values, and keeps what the other has changed elsewhere', async () => {
  const page = await open(admin, '/settings/channels/phone?lang=en');
  const field = page.locator('[data-field="targets.responseSeconds"] input');
  await field.fill('12');
  await field.press('Tab');
  await api(server.url, admin).patch('/channels/phone', { targets: { responseSeconds: 20 }, owner: 'Wang' });
  await page.click('[data-unsaved] button[type=submit]');
  const conflict = page.locator('[data-conflict]');
  await conflict.waitFor();
  expect(await conflict.locator('tbody').innerText()).toMatch(/First response\s+20\s+12/);
  await conflict.locator('.primary').click();
  await page.locator('[data-notice]').waitFor();
  const { body } = await api(server.url, admin).get<{ targets: { responseSeconds: number }; owner: string }>('/channels/phone');
  expect([body.targets.responseSeconds, body.owner]).toEqual([12, 'Wang']);
  // and what the server refuses is said where it was typed
  const warn = page.locator('[data-threshold=pending] td input').first();
  await warn.fill('90');
  await warn.press('Tab');
  await page.click('[data-unsaved] button[type=submit]');
  await page.locator('[data-threshold=pending] small:not(:empty)').waitFor();
  expect(await page.locator('[data-threshold=pending] small').innerText()).toBe('needs release ≤ watch ≤ breach');
  await page.click('[data-unsaved] button[type=button]');
  // A threshold without a warning is one; switched off it is none, and comes back as it was.
  const pending = async () => (await api(server.url, admin).get<Channel>('/channels/phone')).body.thresholds.pending;
  const save = async (done: (threshold: Channel['thresholds']['pending']) => boolean) => {
    await page.click('[data-unsaved] button[type=submit]');
    await eventually(async () => done(await pending()));
  };
  const old = (await pending())!;
  const toggle = page.getByRole('switch', { name: 'Pending (tickets)' });
  await warn.fill('');
  await warn.press('Tab');
  await save((threshold) => threshold?.warn === null);
  await toggle.press('Space');
  expect(await warn.isDisabled()).toBe(true);
  await save((threshold) => threshold === undefined);
  await toggle.press('Space');
  await save((threshold) => threshold?.breach === old.breach);
  expect(await pending()).toEqual({ ...old, warn: null });
  await page.context().close();
});

it('keeps teams, agents and rules, and says who still names a team', async () => {
  const page = await open(admin, '/settings/teams?lang=en');
  const asked = api(server.url, admin);
  await page.click('[data-add]');
  await page.fill('[data-add-team] [name=zh]', '专家组');
  await page.fill('[data-add-team] [name=en]', 'Experts');
  await page.fill('[data-add-team] [name=id]', 'experts');
  await page.selectOption('[data-add-team] [name=level]', { label: 'Expert team' });
  await page.click('[data-add-team] button[type=submit]');
  await page.locator('h1', { hasText: 'Experts' }).waitFor();
  await goTo(page, '/settings/assignment');
  await page.selectOption('[data-field="teamByKind.complaint"] select', { label: 'Experts' });
  await page.click('[data-unsaved] button[type=submit]');
  await page.locator('[data-notice]').first().waitFor();
  const rules = (await asked.get<{ teamByKind: object }>('/assignment-rules')).body;
  expect(rules.teamByKind).toEqual({ complaint: 'experts' });
  await goTo(page, '/settings/teams/experts');
  await page.click('[data-remove]');
  await page.locator('[data-in-use] li').first().waitFor();
  expect(await page.locator('[data-in-use] li').allInnerTexts()).toEqual(['Rule of assignment: Complaint']);
  await goTo(page, '/settings/agents?q=a1');
  await page.click('[data-agent=a1] a');
  await page.selectOption('[data-field=team] select', { label: 'Experts' });
  await page.check('[data-skill=email] input[type=checkbox]');
  await page.fill('[data-skill=email] input[type=number]', '80');
  await page.press('[data-skill=email] input[type=number]', 'Tab');
  await page.click('[data-unsaved] button[type=submit]');
  await page.locator('[data-unsaved]').waitFor({ state: 'detached' });
  const { body } = await asked.get('/agents/a1');
  expect(body).toMatchObject({ team: 'experts', home: 'phone', skills: ['phone', 'refund', 'email'], speeds: { email: 0.8 } });
  await goTo(page, '/settings/teams/orders');
  await page.locator('h1', { hasText: 'Orders' }).waitFor();
  await page.click('[data-remove]');
  await page.locator('[data-notice] button', { hasText: 'Undo' }).click();
  await page.locator('h1', { hasText: 'Orders' }).waitFor();
  expect((await asked.get('/teams/orders')).status).toBe(200);
  await page.context().close();
});

it('changes many agents at once, by keyboard too, and takes it back', async () => {
  const asked = api(server.url, admin);
  await asked.put('/teams/night', { name: { 'zh-CN': '夜班', en: 'Night' } });
  for (const id of ['b1', 'b2']) await asked.put(`/agents/${id}`, { name: `Bulk ${id}`, home: 'phone', team: 'orders' });
  const inNight = async () => (await asked.get<{ id: string }[]>('/agents?team=night')).body.length;
  const page = await open(admin, '/settings/agents?lang=en&q=Bulk');
  await page.locator('[data-agent=b1]').waitFor();
  await page.focus('[data-choose-all]');
  await page.keyboard.press('Space');
  await page.locator('[data-bulk]', { hasText: '2 chosen' }).waitFor();
  await page.selectOption('[data-bulk] [name=value]', { label: 'Night' });
  expect(await violations(page)).toEqual([]);
  await page.locator('[data-bulk] [name=value]').press('Tab');
  await page.keyboard.press('Enter');
  await eventually(async () => (await inNight()) === 2);
  await page.locator('[data-notice] button', { hasText: 'Undo' }).click();
  await eventually(async () => (await inNight()) === 0);
  expect((await asked.get<{ team: string }>('/agents/b2')).body.team).toBe('orders');
  await page.context().close();
});

it('shows every faulty cell of a file in its place, and writes the file once it is right', async () => {
  const page = await open(admin, '/settings/transfer?lang=en');
  const choose = (text: string) =>
    page.setInputFiles('[name=file]', { name: 'channels.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose('id;colour;Capacity a day;服务时间\nweb_chat;;many;9 to 6\n');
  await page.locator('[data-fault]').nth(2).waitFor();
  expect((await page.locator('[data-fault]').allInnerTexts()).map((text) => text.slice(0, 2))).toEqual(['B1', 'C2', 'D2']);
  expect(await page.locator('[data-apply]').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  // A faulty id is said once, in its cell; two faults in one row are one faulty row.
  await choose('id,Name in Chinese\nWeb Chat,\n');
  await page.locator('[data-fault]', { hasText: 'A2' }).waitFor();
  expect(await page.locator('[data-fault]', { hasText: 'A2' }).count()).toBe(1);
  expect(await page.getByText('1 faulty').count()).toBe(1);
  // What was tried is what is written, also where the file was saved again meanwhile.
  const file = join(mkdtempSync(join(tmpdir(), 'tideboard-import-')), 'channels.csv');
  writeFileSync(file, 'id;Capacity a day\nweb_chat;170\n');
  await page.setInputFiles('[name=file]', file);
  await page.locator('[data-apply]').waitFor();
  writeFileSync(file, 'id;Capacity a day\nweb_chat;180; \n');
  await page.click('[data-apply]');
  await page.getByText('Written. New: 0, changed: 1.').waitFor();
  expect((await api(server.url, admin).get<{ dailyCapacity: number }>('/channels/web_chat')).body.dailyCapacity).toBe(170);
  await page.context().close();
});

it('keeps a topic unfolded, and the key that moves it at hand, while it moves', async () => {
  const page = await open(admin, '/settings/topics?lang=en');
  const card = (at: number) => page.locator('[data-topic]').nth(at);
  await card(0).locator('[data-edit-topic]').click();
  const topic = await card(0).getAttribute('data-topic');
  await card(0).locator('[data-move="1"]').click();
  await page.keyboard.press('Enter');
  expect(await card(2).getAttribute('data-topic')).toBe(topic);
  expect(await card(2).locator('[data-at="/topic"]').inputValue()).toBe(topic);
  await card(2).locator('[data-remove-topic]').click();
  expect(await page.locator('[data-at="/topic"]').count()).toBe(0);
  await page.context().close();
});

it('lets a manager choose a period, follow a number to what it means, and take the table away', async () => {
  const door = await openDoor(server);
  const now = Date.now();
  await door.send(
    ...[1, 2, 3].flatMap((n) => [
      event('created', `R${n}`, now - n * 60_000, { channel: 'phone', kind: 'complaint' }),
      event('started', `R${n}`, now - n * 60_000 + 5000, { agent: 'A1' }),
    ]),
  );
  const page = await open(await login(server.url, 'manager', PASSWORD), '/reports?lang=en');
  await page.getByRole('button', { name: 'Last 28 days' }).click();
  await page.waitForURL(/from=/);
  await page.locator('.reports > nav > button', { hasText: 'Kinds' }).click();
  const row = page.locator('tbody tr', { hasText: 'Complaint' });
  await row.waitFor();
  expect(await row.locator('td').first().innerText()).toBe('3');
  await page.click('thead [data-definition=created]');
  const card = page.locator('dialog[open]');
  expect(await card.innerText()).toMatch(/Formula[\s\S]*Definition/);
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
  expect(csv.suggestedFilename()).toMatch(/^tideboard-kinds-.*\.csv$/);
  // What takes longer goes on by itself, and is fetched when it is done.
  await page.click('[data-exports]');
  await page.getByRole('button', { name: 'Start export' }).click();
  const done = page.locator('[data-export=done]');
  await done.waitFor();
  expect(await done.innerText()).toContain('3 rows');
  const [file] = await Promise.all([page.waitForEvent('download'), done.getByRole('button', { name: 'Download' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^tideboard-tickets-.*\.csv$/);
  await done.getByRole('button', { name: 'Delete' }).click();
  await done.waitFor({ state: 'detached' });
  await page.context().close();
});

/** What opens over a page: each is opened once. */
const DIALOGS: readonly [path: string, ...openers: string[]][] = [
  ['/console', '[data-move-people]', '[data-pause]', '[data-lane] [data-definition]', '[data-reroute]'],
  ['/console/displays', '[data-settings]'],
  ['/reports', '[data-exports]'],
  ['/settings/people', '[data-add]', '[data-edit]', '[data-reset]'],
  ...['channels', 'teams', 'agents', 'keys', 'notifications'].map((part): [string, string] => [
    `/settings/${part}`,
    '[data-add]',
  ]),
];

it('has nothing that axe finds in any dialog, nor where the server does not answer', async () => {
  const door = await openDoor(server);
  await door.send(event('created', 'R9', Date.now(), { channel: 'phone', dueAt: new Date(Date.now() + 240_000).toISOString() }));
  await openDisplay(server.url, api(server.url, admin));
  await api(server.url, admin).put('/policy', { mode: 'suggest' });
  const page = await open(admin, '/console?theme=dark');
  const found: string[] = [];
  for (const [path, ...openers] of DIALOGS) {
    // oxlint-disable no-await-in-loop -- one dialog after the other
    await goTo(page, path);
    for (const opener of openers) {
      await page.locator(opener).first().click();
      await page.locator('dialog[open]').waitFor();
      found.push(...(await violations(page, ['dark'])).map((line) => `${path} ${opener} ${line}`));
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'hidden' });
    }
  }
  await page.route(/\/api\/v1\/(?!auth)/, (route) => route.fulfill({ status: 503, json: { code: 'store_unavailable' } }));
  for (const path of [
    '/console/tickets',
    '/console/tickets/R9',
    '/reports',
    '/settings/channels',
    '/settings/site',
    '/console/replay',
  ]) {
    await goTo(page, path);
    await page.waitForLoadState('networkidle');
    found.push(...(await violations(page, ['light'])).map((line) => `${path} without an answer ${line}`));
    // oxlint-enable no-await-in-loop
  }
  expect(found).toEqual([]);
  await page.context().close();
}, 60_000);
