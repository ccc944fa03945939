// People on the team lead's desk: who is where, and how they are carried to another channel by mouse, by key, by two leads at once.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AgentView } from '@tideboard/contracts';
import type { Browser, Page } from 'playwright-core';
import { buildWeb, faintTexts, launch } from '../support/board-browser.js';
import { type FakeBoard, TOKEN } from '../support/board-fake.js';
import { agent, event, type House, openHouse } from '../support/closed-loop.js';
import { ADMIN_PASSWORD, cleanUp, eventually, startServer } from '../support/server.js';
import { crew, deskServer } from './console-floor.js';

let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});
const newPage = async (): Promise<Page> => {
  const next = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  next.on('pageerror', (error) => problems.push(error.message));
  return next;
};
beforeEach(async () => {
  problems = [];
  page = await newPage();
});
afterEach(async () => {
  await page.context().close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
});
const card = (id: string, place = 'here', on = page) => on.locator(`[data-agent=${id}][data-place=${place}]`);

describe('on the built server', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(await startServer());
    await house.send(
      ['ann', 'ben', 'cleo', 'dan', 'eve'].map((id) => agent(id, 'email', { skills: ['phone', 'web_chat'], capacity: 1 })),
    );
  });

  async function signIn(on = page) {
    await on.goto(`${house.server.url}/console?lang=en`);
    await on.fill('[name=username]', 'admin');
    await on.fill('[name=password]', ADMIN_PASSWORD);
    await on.click('button[type=submit]');
    await card('ann', 'here', on).waitFor();
  }
  const ready = (on = page) =>
    on.waitForSelector('[data-preview][aria-busy=false] >> text=/Nothing speaks against it|Please note/');
  const at = async (id: string): Promise<string | null> => (await house.admin.get<AgentView>(`/agents/${id}`)).body.channel;

  it('follows a state and a conversation within a second or so', async () => {
    await signIn();
    await house.send([event('agent.changed', 'ann', { state: 'busy', conversations: 1 })]);
    const from = performance.now();
    await card('ann').locator('text=Busy').waitFor();
    expect(performance.now() - from).toBeLessThan(2500);
  });

  it('carries the picked by mouse: preview, send, on loan, undo', async () => {
    await signIn();
    await card('ben').click();
    await card('cleo').click();
    await card('ben').dragTo(page.locator('[data-lane=phone] header'));
    expect(await page.locator('[data-going]').innerText()).toBe('BEN · CLEO');
    await ready();
    await page.locator('dialog button[type=submit]').click();
    await card('ben', 'loan').waitFor();
    await card('cleo', 'away').waitFor();
    expect(await Promise.all(['ben', 'cleo', 'dan'].map(at))).toEqual(['phone', 'phone', 'email']);
    await page.locator('[data-notice]', { hasText: 'Sent: 2 people' }).getByRole('button', { name: 'Undo' }).click();
    await card('ben').waitFor();
    await card('ben', 'loan').waitFor({ state: 'detached' });
  });

  it('carries by keyboard alone', async () => {
    await signIn();
    await card('dan').focus();
    await page.keyboard.press('Space');
    await page.locator('[data-crew-bar]', { hasText: '1 selected' }).waitFor();
    await page.keyboard.press('m');
    await page.selectOption('dialog [name=to]', 'web_chat');
    await page.fill('dialog [name=reason]', 'a wave');
    await ready();
    await page.keyboard.press('Enter');
    await card('dan', 'loan').waitFor();
    expect(await at('dan')).toBe('web_chat');
  });

  it('lets one of two leads win and tells the other why', async () => {
    const second = await newPage();
    try {
      for (const on of [page, second]) {
        await signIn(on);
        await card('eve', 'here', on).focus();
        await on.keyboard.press('m');
        await on.selectOption('dialog [name=to]', on === page ? 'phone' : 'web_chat');
        await ready(on);
      }
      // without waiting for "enabled": the faster click may close the slower one's button, and that is one of the right answers
      await Promise.all(
        [page, second].map((on) =>
          on.locator('dialog button[type=submit]').evaluate((button: HTMLButtonElement) => button.click()),
        ),
      );
      const losers = await eventually(async () => {
        const open = await Promise.all([page, second].map((on) => on.locator('dialog [data-refused]').count()));
        return open.filter((count) => count === 1).length === 1 ? open : null;
      });
      const loser = losers[0] === 1 ? page : second;
      // refused when sent, or by the preview that was asked again as soon as the other had won
      await loser.locator('dialog', { hasText: /Somebody else was faster|no longer works there/ }).waitFor();
      expect(['phone', 'web_chat']).toContain(await eventually(async () => ((await at('eve')) === 'email' ? null : at('eve'))));
      await eventually(() => loser.locator('dialog button[type=submit]').isDisabled());
    } finally {
      await second.context().close();
    }
  });
});

describe('on a held board', () => {
  let fake: FakeBoard;
  let web: string;
  beforeAll(async () => {
    web = await buildWeb();
  });
  afterEach(() => fake.close());
  async function open(query: string) {
    fake = deskServer({ web });
    const url = await fake.listen();
    await page.addInitScript((token) => localStorage.setItem('tideboard.person', token), TOKEN);
    await page.goto(`${url}/console?${query}`);
    await card('p1').waitFor();
  }

  it('tells who is where, who comes and who is lent, with what lies ahead of the channel', async () => {
    await open('lang=en');
    expect(await card('a2', 'arriving').innerText()).toContain('on the way from App chat');
    expect(await card('a2').innerText()).toContain('on the way to Phone 400');
    expect(await card('p5', 'loan').innerText()).toMatch(/loan 12:\d\d\n+from App chat/);
    expect(await card('p5', 'away').innerText()).toContain('lent to Phone 400');
    expect(await card('a1').innerText()).toMatch(/Available [^]*3\/4 chats/);
    expect(await page.locator('[data-agent=e2]').count()).toBe(0);
    expect(await page.locator('[data-lane=email]').innerText()).toContain('1 offline');
    expect(await page.locator('[data-lane=phone] [data-figure=forecast]').innerText()).toBe('74 pending');
    const gone = crew().find(({ id }) => id === 'p2')!;
    fake.changePeople({ ...gone, state: 'wrap_up' });
    await card('p2').locator('text=Wrap-up').waitFor();
    fake.change((board) => Object.assign(board.reassignments[0]!.actions[0]!, { declined: 'not well' }));
    await page.locator('[data-notice]', { hasText: '许诺 declined: not well' }).waitFor();
    await card('a2').click({ force: true });
    expect(await page.locator('[data-crew-bar]').count()).toBe(0);
  });

  it.each(['light', 'dark'])('is readable, and fits a tablet: %s', async (theme) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await open(`lang=${theme === 'light' ? 'en' : 'zh'}&theme=${theme}`);
    await card('p1').click();
    expect(await faintTexts(page)).toEqual([]);
    const bar = (await page.locator('[data-crew-move]').boundingBox())!;
    const lanes = (await page.locator('.lanes').boundingBox())!;
    expect(bar.x + bar.width).toBeLessThan(lanes.x + lanes.width);
  });
});
