// The wall as it is seen: at every size, language, theme and number of channels nothing scrolls, nothing is cut, nothing overlaps.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board } from '@tideboard/contracts';
import type { Browser, Page } from 'playwright-core';
import { buildWeb, countShifts, faintTexts, flaws, launch } from '../support/board-browser.js';
import { FakeBoard, TOKEN } from '../support/board-fake.js';
import { sampleBoard, sampleMove, samplePrediction } from '../support/board-samples.js';

const SIZES = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [2160, 3840],
] as const;
const COUNTS = [1, 3, 5, 8, 12];

let fake: FakeBoard;
let url: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  fake = new FakeBoard({ web: await buildWeb() });
  url = await fake.listen();
  browser = await launch();
  page = await browser.newPage();
  await page.addInitScript((token) => localStorage.setItem('tideboard.token', token), TOKEN);
});
afterAll(async () => {
  await browser?.close();
  await fake?.close();
});

const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
async function show(board: Board) {
  fake.show(board);
  await page.waitForFunction((n) => document.querySelectorAll('[data-channel]').length === n, board.channels.length);
  await settled();
}
async function open(query: string) {
  await page.goto(`${url}/wall?${query}`);
  await page.waitForSelector('[data-channel]');
}

/** Everything that makes a row wider, longer or emptier than usual. */
function extreme(board: Board): Board {
  const [first, second, third, fourth, fifth] = board.channels;
  Object.assign(first!, {
    pending: 123_456,
    inProgress: 98_765,
    completedToday: 654_321,
    timeoutsToday: 12_345,
    timeoutRate: 0.9999,
  });
  if (second) Object.assign(second, { status: 'no_data', fed: false });
  if (third) Object.assign(third, { status: 'closed', avgResponseSeconds: 36_000_000, satisfaction: 1 });
  if (fourth) {
    fourth.name = { 'zh-CN': '一个名字特别特别特别长的客服渠道', en: 'A channel with a remarkably long name' };
    fourth.oldestPendingAt = '2025-12-01T00:00:00Z';
    fourth.agents = { online: 1234, available: 1, busy: 1, onLoan: 456 };
  }
  if (fifth)
    Object.assign(fifth, { thresholds: { pending: null }, oldestPendingAt: null, timeoutRate: null, satisfaction: null });
  board.totals.pending = 1_234_567;
  board.totals.unmapped = 12_345;
  board.site.clockRate = 20;
  return board;
}

describe.each(['zh', 'en'])('the wall in %s', (lang) => {
  it.each(['dark', 'light'])('fits every screen with any number of channels, %s', async (theme) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await open(`lang=${lang}&theme=${theme}`);
    const found: Record<string, string[]> = {};
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const count of COUNTS) {
        await show(sampleBoard(count));
        found[`${width}×${height}, ${count}`] = [...(await flaws(page)), ...(width === 1920 ? await faintTexts(page) : [])];
      }
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  });

  it('fits the widest numbers, the longest names and every distance', async () => {
    const found: Record<string, string[]> = {};
    for (const distance of [3, 8, 15]) {
      await page.setViewportSize({ width: 1920, height: 1080 });
      await open(`lang=${lang}&distance=${distance}`);
      for (const [width, height] of [SIZES[0], SIZES[1], SIZES[3]]) {
        await page.setViewportSize({ width, height });
        for (const count of [1, 5, 10]) {
          await show(extreme(sampleBoard(count)));
          found[`${distance} m, ${width}×${height}, ${count}`] = await flaws(page, 'names may be cut');
        }
      }
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  });
});

it('says alerts, moves and facts in full, on any screen', async () => {
  const at = fake.siteNow();
  const alerts = (
    [
      ['phone', 'pending', 'breach', 58, 50],
      ['social', 'complaintMissesToday', 'watch', 3, 2],
      ['email', 'longestWaitSeconds', 'watch', 34_800, 30_000],
      ['web_chat', 'timeoutRate', 'watch', 0.0833, 0.05],
    ] as const
  ).map(([channel, metric, level, value, threshold], i) => ({
    id: `a${i}`,
    channel,
    metric,
    level,
    value,
    threshold,
    state: 'firing' as const,
    raisedAt: at,
    dedupKey: `k${i}`,
    clearedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    silencedUntil: null,
  }));
  const move = sampleMove({ to: 'social', createdAt: at, executesAt: at, prediction: samplePrediction });
  const found: Record<string, string[]> = {};
  for (const lang of ['zh', 'en']) {
    await open(`lang=${lang}`);
    for (const [width, height] of [SIZES[0], SIZES[1], SIZES[3]]) {
      await page.setViewportSize({ width, height });
      for (const footer of [
        { alerts },
        { reassignments: [move] },
        { automation: { mode: 'confirm' as const, pausedBy: 'x', pausedUntil: null } },
      ]) {
        await show({ ...sampleBoard(5), ...footer });
        const kind = await page.locator('[data-footer]').getAttribute('data-footer');
        found[`${lang}, ${width}×${height}, ${kind}`] = await flaws(page);
      }
    }
  }
  expect(Object.keys(found)).toHaveLength(18);
  expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
});

it('always shows state, pending and longest wait, and fewer figures the farther the reader', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const figures: number[] = [];
  for (const distance of [3, 10, 20]) {
    await open(`lang=zh&distance=${distance}`);
    await show(sampleBoard(5));
    figures.push(await page.locator('[data-channel=phone] [data-figure]').count());
    for (const key of ['pending', 'longestWait'])
      expect(await page.locator(`[data-channel=phone] [data-figure=${key}]`).count()).toBe(1);
    expect(await page.locator('[data-channel=phone] .word').innerText()).toBe('超阈值');
  }
  expect(figures[0]).toBeGreaterThan(figures[1]!);
  expect(figures[1]).toBeGreaterThan(figures[2]!);
});

it('moves nothing while numbers, waits and charts change', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open('lang=zh');
  await show(sampleBoard(6));
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const shifts = await countShifts(page);
  const before = await page.locator('[data-channel=phone] [data-figure=pending]').innerText();
  for (let i = 0; i < 20; i++) {
    fake.stir();
    if (i === 10) fake.change((board) => (board.channels[0]!.pending = 12_345));
    await page.waitForTimeout(80);
  }
  await page.waitForTimeout(300);
  expect(await page.locator('[data-channel=phone] [data-figure=pending]').innerText()).not.toBe(before);
  const sum = await shifts();
  expect({ sum, complaints }).toEqual({ sum: 0, complaints: [] });
});
