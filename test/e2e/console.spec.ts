// The team lead's desk: on the built server, what it really does; on a held board, what it shows and to whom.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { buildWeb, faintTexts, launch } from '../support/board-browser.js';
import { type FakeBoard, TOKEN } from '../support/board-fake.js';
import { ADMIN_PASSWORD, api, cleanUp, eventually, startServer, type TestServer } from '../support/server.js';
import { type DeskOptions, deskServer, instant, lost } from './console-floor.js';

let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(async () => {
  await page.context().close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
});
const notice = (text: RegExp) => page.locator('[data-notice]', { hasText: text }).waitFor();
const mode = (name: string) => page.locator(`input[name=automation-mode][value=${name}]`);

describe('on the built server', () => {
  let server: TestServer;
  let call: ReturnType<typeof api>;
  let serial = 0;
  const event = (type: string, subject: string, data: object) => ({
    specversion: '1.0',
    id: `e${(serial += 1)}`,
    source: '/console-spec',
    type,
    time: new Date().toISOString(),
    subject,
    data,
  });

  beforeAll(async () => {
    server = await startServer();
    call = api(server.url, await server.adminToken());
    await call.patch('/channels/phone', {
      serviceHours: null,
      thresholds: { pending: { warn: 1, breach: 2, release: 0, forSeconds: 0 } },
    });
    const { body } = await call.post<{ key: string }>('/api-keys', { name: 'spec', scopes: ['events:write'] });
    const skills = ['phone', 'email', 'web_chat'];
    const agents = ['Ann', 'Ben', 'Cleo', 'Dan'].map((name) =>
      event('agent.changed', name.toLowerCase(), {
        state: 'available',
        channel: 'email',
        skills,
        capacity: 1,
        conversations: 0,
        name,
      }),
    );
    const tickets = [1, 2, 3, 4].map((n) => event('ticket.created', `t${n}`, { channel: 'phone' }));
    await fetch(`${server.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${body.key}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([...agents, ...tickets]),
    });
  });
  afterAll(cleanUp);

  async function signIn(path: string) {
    await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}lang=en`);
    await page.fill('[name=username]', 'admin');
    await page.fill('[name=password]', ADMIN_PASSWORD);
    await page.click('button[type=submit]');
  }

  it('signs in on the way, shows every channel, and takes an alert', async () => {
    await signIn('/console');
    await page.waitForSelector('[data-lane=phone][data-state=breach]');
    expect(new URL(page.url()).pathname).toBe('/console');
    expect(await page.locator('[data-lane]').count()).toBe(5);
    expect(await page.locator('[data-lane=phone] [data-pending]').innerText()).toBe('4');
    const alert = page.locator('[data-alert]', { hasText: 'Pending' });
    await alert.locator('[data-acknowledge]').click();
    await alert.locator('text=acknowledged by Administrator').waitFor();
    await alert.locator('[data-snooze="15"]').click();
    await page.locator('summary', { hasText: '1 snoozed' }).waitFor();
    // Any number tells what it is; the browser's own dialog closes on Escape and gives the focus back.
    const card = page.locator('[data-definition-card]');
    await page.locator('.facts [data-definition=pending]').focus();
    await page.keyboard.press('Enter');
    await card.getByText('created, and neither started, abandoned, completed nor closed').waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-definition'))).toBe('pending');
    await page.keyboard.press('?');
    await card.getByRole('searchbox').fill('longest');
    await card.locator('summary').click();
    await card.getByText('age of the oldest pending ticket').waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  it('switches the automation, explains why not, pauses and resumes', async () => {
    await signIn('/console');
    await mode('suggest').click({ force: true });
    await notice(/Automation is now on “Suggest”/);
    await page.waitForSelector('label.on:has-text("Suggest")');
    await mode('auto').click({ force: true });
    await notice(/“Auto” runs only with settings that were simulated/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.fill('dialog [name=reason]', 'fire drill');
    await page.locator('dialog button[type=submit]').click();
    await page.locator('[data-strip=paused]', { hasText: 'Administrator paused automation until' }).waitFor();
    expect(await page.locator('[data-strip=paused]').innerText()).toContain('fire drill');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('[data-strip=paused]').waitFor({ state: 'detached' });
  });

  it('moves people by keyboard alone, and takes it back', async () => {
    await signIn('/console');
    await page.getByRole('button', { name: 'Move people', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await page.selectOption('[name=from]', 'email');
    await page.selectOption('[name=to]', 'phone');
    await page.focus('[name=count]');
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('[name=count]')).toBe('2');
    await page.fill('dialog [name=reason]', 'lunch');
    await page.waitForSelector('[data-preview][aria-busy=false] >> text=/Goes: /');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForSelector('[data-move][data-state=active]');
    await eventually(async () => (await page.locator('[data-lane=phone] [data-place=loan]').count()) === 2);
    await page.locator('[data-notice]', { hasText: 'Sent: 2 people' }).getByRole('button', { name: 'Undo' }).click();
    await page.waitForSelector('[data-move]', { state: 'detached' });
    await page.waitForSelector('[data-recent]');
  });

  it('says in words what the rules refuse', async () => {
    await signIn('/console');
    await page.locator('[data-move-people]').click();
    await page.selectOption('[name=from]', 'social');
    await page.selectOption('[name=to]', 'phone');
    await page.locator('[data-blocks]', { hasText: 'Not enough people can go: 1 wanted, 0 eligible' }).waitFor();
    expect(await page.locator('dialog button[type=submit]').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
  });

  it('pairs a screen by the code of its QR, renames it, and disconnects it after a moment to think', async () => {
    const pair = await api(server.url).post<{ code: string; pollToken: string }>('/displays/pair', {});
    const poll = async () =>
      (await api(server.url).post<{ token: string | null }>('/displays/poll', { pollToken: pair.body.pollToken })).body;
    await signIn(`/console/displays?code=${pair.body.code}`);
    await page.fill('[data-pair] [name=name]', 'Lobby');
    await page.click('[data-pair] button[type=submit]');
    await notice(/“Lobby” is connected/);
    const { token } = await eventually(async () => ((await poll()).token === null ? null : { token: true }));
    expect([token, new URL(page.url()).searchParams.has('code')]).toEqual([true, false]);
    await page.locator('[data-rename]').click();
    await page.fill('[name=rename]', 'Hall');
    await page.keyboard.press('Enter');
    await page.locator('[data-display] b', { hasText: 'Hall' }).waitFor();
    await page.locator('[data-revoke]').click();
    await page.locator('[data-notice]', { hasText: 'about to be' }).getByRole('button', { name: 'Undo' }).click();
    await notice(/“Hall” stays/);
    await page.locator('[data-revoke]').click();
    await page.locator('text=No screens yet').waitFor({ timeout: 12_000 });
  });
});

describe('on a held board', () => {
  let web: string;
  let fake: FakeBoard;
  beforeAll(async () => {
    web = await buildWeb();
  });
  afterEach(() => fake.close());

  async function open(query = 'lang=en', options: DeskOptions = {}) {
    fake = deskServer({ web }, options);
    const url = await fake.listen();
    await page.addInitScript((token) => localStorage.setItem('tideboard.person', token), TOKEN);
    await page.goto(`${url}/console?${query}`);
  }

  it('shows a countdown with its reason and effect, and sends what the lead decides', async () => {
    await open();
    const card = page.locator('[data-move=m1]');
    await card.waitFor();
    expect(await card.locator('[data-countdown]').innerText()).toMatch(/^0:4\d/);
    expect(await card.innerText()).toContain('58 pending, the oldest for 4:10; 96 arrive per hour at 2.9 min each');
    expect(await card.locator('[data-row=receiver-level] .figures').innerText()).toBe('41% → 78%');
    fake.answers.set('POST /reassignments/m1/reject', () => [409, { code: 'conflict' }]);
    await card.locator('[data-reject]').click();
    await notice(/Somebody else has just decided this/);
    let approved = 0;
    fake.answers.set('POST /reassignments/m1/approve', () => {
      approved += 1;
      fake.change((board) => Object.assign(board.reassignments[1]!, { state: 'executing', executesAt: null }));
      return [200, {}];
    });
    await card.locator('[data-approve]').click();
    await page.waitForSelector('[data-move=m1][data-state=executing]');
    expect(approved).toBe(1);
    fake.change((board) => board.reassignments.push(lost()));
    await page.waitForSelector('[data-move=m3][data-state=needs_human]');
    expect(await page.locator('[data-move]').first().getAttribute('data-move')).toBe('m3');
  });

  it('tells a new alert to those who do not see it', async () => {
    await open();
    await page.waitForSelector('[data-alert=al1]');
    fake.change((board) =>
      board.alerts.push({ ...board.alerts[0]!, id: 'al9', channel: 'social', value: 31, threshold: 30, raisedAt: instant(0) }),
    );
    const spoken = page.locator('[aria-live=assertive]', { hasText: 'New alert' });
    await spoken.waitFor({ state: 'attached' });
    expect(await spoken.textContent()).toBe('New alert: Official account Pending 31 > 30');
  });

  it('gives each role what it may do', async () => {
    await open('lang=en', { role: 'manager' });
    await page.waitForSelector('[data-move=m1]');
    expect(await page.locator('[data-approve], [data-undo], [data-acknowledge], [data-move-people], [data-snooze]').count()).toBe(
      0,
    );
    expect(await mode('off').isDisabled()).toBe(true);
    await fake.close();
    await open('lang=en', { role: 'agent' });
    await page.waitForURL(/\/me$/);
  });

  it('leaves out what the server does not have', async () => {
    await open('lang=en', { bare: true });
    await page.waitForSelector('[data-alert=al1]');
    expect(await page.locator('[data-move], [data-moves], [data-move-people], [name=automation-mode]').count()).toBe(0);
  });

  it('says so when the feed falls silent, and offers nothing that stands on old numbers', async () => {
    await open();
    await page.waitForSelector('[data-move=m1]');
    fake.beating = false;
    await page.waitForSelector('[data-strip=fault] >> text=/STALE/', { timeout: 6000 });
    expect(await page.locator('[data-approve]').isDisabled()).toBe(true);
    expect(await page.locator('[data-lane=phone]').getAttribute('data-state')).toBe('stale');
  });

  it.each(['light', 'dark'])('is readable, fits and has a name for everything: %s', async (theme) => {
    for (const [width, height] of [
      [1024, 768],
      [1366, 768],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await open(`lang=${theme === 'light' ? 'en' : 'zh'}&theme=${theme}`);
      await page.waitForSelector('[data-move=m1]');
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight,
        ),
      ).toBe(true);
      expect(await faintTexts(page)).toEqual([]);
      const nameless = await page.evaluate(
        () =>
          [...document.querySelectorAll('button, a, input, select')].filter(
            (one) => !one.textContent?.trim() && !one.getAttribute('aria-label') && !(one as HTMLInputElement).labels?.length,
          ).length,
      );
      expect(nameless).toBe(0);
      if (width < 1920) await fake.close();
    }
  });
});
