// The agent's own page on the built server: their tickets, their promises, their day, and their yes or no to being moved.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AgentView, MyWork, ReassignmentView } from '@tideboard/contracts';
import type { Browser, Page } from 'playwright-core';
import { faintTexts, launch } from '../support/board-browser.js';
import { agent, event, type House, openHouse, reached } from '../support/closed-loop.js';
import { api, cleanUp, eventually, login, startServer } from '../support/server.js';

const PASSWORD = 'another-horse-2';
const ago = (minutes: number): number => Date.now() - minutes * 60_000;
const ahead = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
let house: House;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [house, browser] = await Promise.all([startServer().then(openHouse), launch()]);
  const mine = (id: string, created: number, data: object = {}) => [
    event('ticket.created', id, { channel: 'email', ...data }, created),
    event('ticket.assigned', id, { agent: 'mia' }, created + 1000),
    event('ticket.started', id, { agent: 'mia' }, created + 2000),
  ];
  await house.send([
    ...['mia', 'noa', 'ora'].map((id) => agent(id, 'email', { skills: ['phone', 'web_chat'] })),
    ...mine('T-late', ago(5), { dueAt: ahead(-1) }),
    ...mine('T-far', ago(4), { dueAt: ahead(600) }),
    ...mine('T-near', ago(3), { dueAt: ahead(60), summary: 'Where is my parcel?' }),
    event('ticket.promised', 'T-near', { dueAt: ahead(30), agent: 'mia' }, ago(1)),
    event('ticket.created', 'T-other', { channel: 'email' }, ago(3)),
    event('ticket.assigned', 'T-other', { agent: 'noa' }, ago(2)),
    ...mine('T-done', ago(9)),
    event('ticket.completed', 'T-done', {}, ago(2)),
    event('ticket.rated', 'T-done', { score: 5 }, ago(1)),
  ]);
  for (const [username, id] of [
    ['mia', 'mia'],
    ['loose', null],
  ] as const)
    await house.admin.post('/users', { username, password: PASSWORD, name: username.toUpperCase(), role: 'agent', agent: id });
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(async () => {
  await page.context().close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
});

async function signIn(username: string, query = 'lang=en') {
  await page.goto(`${house.server.url}/console?${query}`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.waitForURL(/\/me$/);
}
const move = async (to: string, reason: string): Promise<string> =>
  (await house.admin.post<ReassignmentView>('/reassignments', { from: 'email', to, agents: ['mia', 'noa'], reason })).body.id;
const notice = (phase: string) => page.locator(`[data-phase=${phase}]`);

it('is where an agent lands: own tickets by deadline, own promise, own day', async () => {
  await signIn('mia');
  await page.waitForSelector('[data-ticket]');
  const ids = await page
    .locator('[data-ticket]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['ticket']));
  expect(ids).toEqual(['T-late', 'T-near', 'T-far']);
  expect(await page.locator('[data-ticket=T-late]').innerText()).toMatch(/1:\d\d late|0:\d\d late/);
  expect(await page.locator('[data-my-promises]').innerText()).toMatch(/T-near · \d\d:\d\d\s+within (29|30):\d\d/);
  await page.locator('[data-my-figures]', { hasText: '100%' }).waitFor();
  expect(await page.locator('[data-my-figures] dd').first().innerText()).toBe('1');
  // told, not asked for: the next look by the clock is a minute away
  await page.locator('[data-line=live]').waitFor();
  await house.send([
    event('ticket.created', 'T-new', { channel: 'email' }, ago(1)),
    event('ticket.assigned', 'T-new', { agent: 'mia' }, ago(1)),
  ]);
  await page.locator('[data-ticket=T-new]').waitFor({ timeout: 20_000 });
  expect(await faintTexts(page)).toEqual([]);
});

it('asks, takes a yes, shows the way home, and takes a no with its reason', async () => {
  const id = await move('phone', 'A wave of calls');
  await reached(house.admin, id, 'active');
  await signIn('mia');
  await notice('there').waitFor();
  const text = await notice('there').innerText();
  expect(text).toContain('You are helping 400 phone');
  expect(text).toContain('Why: A wave of calls');
  expect(text).toMatch(/back on Mailbox by \d\d:\d\d at the latest, 1:59:\d\d to go/);
  await page.click('[data-accept]');
  await page.locator('text=You have agreed').waitFor();
  expect((await house.admin.get<AgentView>('/agents/mia')).body.reassignment).toMatchObject({ id, accepted: true });
  await page.click('[data-decline]');
  expect(await page.locator('[data-decline-form] [type=submit]').isDisabled()).toBe(true);
  await page.fill('[name=reason]', 'My tickets are not finished');
  await page.keyboard.press('Enter');
  await eventually(async () => (await house.admin.get<AgentView>('/agents/mia')).body.channel === 'email');
  await notice('over').locator('text=You declined: 400 phone').waitFor();
  const { body } = await house.admin.get<ReassignmentView>(`/reassignments/${id}`);
  expect(body).toMatchObject({ state: 'active', note: 'declined by MIA: My tickets are not finished' });
  expect((await house.admin.get<AgentView>('/agents/noa')).body.channel).toBe('phone');
});

it('says what is missing to an account that no agent is linked to, and fits a phone in the dark', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn('loose', 'lang=zh&theme=dark');
  await page.locator('h1', { hasText: '还没有关联坐席工号' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await faintTexts(page)).toEqual([]);
});

it('is nobody else’s: a lead has no such desk, an agent none of another', async () => {
  expect((await house.admin.get('/me/work')).status).toBe(403);
  const own = api(house.server.url, await login(house.server.url, 'mia', PASSWORD));
  const { body } = await own.get<MyWork>('/me/work');
  expect(body).toMatchObject({ linked: 'mia', agent: { id: 'mia' } });
  expect(JSON.stringify(body)).not.toContain('NOA');
});
