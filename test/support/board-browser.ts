// A real Chromium over the built web app, and what tests measure in it.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage --force-color-profile=srgb --font-render-hinting=none';
const root = resolve(import.meta.dirname, '../..');

/** Builds the web app beside, not over, the one a running server or another worker's test may serve. A child must not inherit Jest's own flags. */
export async function buildWeb(): Promise<string> {
  const outDir = resolve(root, `.cache/e2e-web-${process.env['JEST_WORKER_ID'] ?? '1'}`);
  const args = [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'web/vite.config.ts',
    '--outDir',
    outDir,
    '--logLevel',
    'error',
  ];
  await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' },
  });
  return outDir;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS.split(' ') });

/** Everything that a person would call broken about the text on the page, in words; an empty list is a clean page. */
export const flaws = (page: Page, cut: 'no cut names' | 'names may be cut' = 'no cut names'): Promise<string[]> =>
  page.evaluate((mayCut) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight)
      found.push(`page scrolls: ${root.scrollWidth}×${root.scrollHeight}`);
    interface Text {
      text: string;
      tail: number;
      box: { left: number; right: number; top: number; bottom: number };
      node: Element;
    }
    const texts: Text[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!parent || text === '' || parent.closest('.unseen')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // a line's rectangle is as tall as the font allows for; the glyphs take about 0.8 em around its middle
      const half = Number.parseFloat(getComputedStyle(parent).fontSize) * 0.4;
      for (const rect of range.getClientRects()) {
        if (rect.width === 0) continue;
        const middle = (rect.top + rect.bottom) / 2;
        // tails of letters reach further down; only what cuts them matters, as lines may lie closer than that
        const tail = /[gjpqy]/.test(text) ? half * 0.6 : 0;
        texts.push({
          text,
          tail,
          node: parent,
          box: { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half },
        });
      }
    }
    const outside = (box: Text['box'], of: { left: number; right: number; top: number; bottom: number }) =>
      box.left < of.left - 1 || box.right > of.right + 1 || box.top < of.top - 1 || box.bottom > of.bottom + 1;
    for (const { text, tail, box, node } of texts) {
      const mayBeCut = mayCut && node.closest('.name, h1, .arrow, .why') !== null;
      if (!mayBeCut && outside(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }))
        found.push(`"${text}" leaves the screen`);
      for (let up: Element | null = node; up; up = up.parentElement) {
        if (getComputedStyle(up).overflow === 'visible') continue;
        if (!mayBeCut && outside({ ...box, bottom: box.bottom + tail }, up.getBoundingClientRect()))
          found.push(`"${text}" is cut by .${up.className}`);
      }
    }
    const cutTexts = new Set(
      [...document.querySelectorAll('.name b, .name small, h1')].filter((element) => element.scrollWidth > element.clientWidth),
    );
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        const [a, b] = [texts[i]!, texts[j]!];
        if (a.node === b.node || cutTexts.has(a.node) || cutTexts.has(b.node)) continue;
        const apart =
          a.box.right <= b.box.left + 1 ||
          b.box.right <= a.box.left + 1 ||
          a.box.bottom <= b.box.top + 1 ||
          b.box.bottom <= a.box.top + 1;
        if (!apart && !cutTexts.has(a.node.parentElement!) && !cutTexts.has(b.node.parentElement!))
          found.push(`"${a.text}" and "${b.text}" overlap`);
      }
    }
    return found;
  }, cut === 'names may be cut');

/** Texts whose contrast with the plain colour behind them is below AA. */
export const faintTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rgb = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const channel = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]: number[]) => 0.2126 * channel(r!) + 0.7152 * channel(g!) + 0.0722 * channel(b!);
    const behind = (element: Element): number[] => {
      for (let up: Element | null = element; up; up = up.parentElement) {
        const color = rgb(getComputedStyle(up).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const texts = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        !element.closest('.unseen, svg') &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    );
    return texts.flatMap((element) => {
      const style = getComputedStyle(element);
      const [a, b] = [light(rgb(style.color)), light(behind(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      return ratio < (large ? 3 : 4.5) ? [`"${element.textContent}" ${ratio.toFixed(2)}`] : [];
    });
  });

/** Starts counting layout shifts; the answer is their sum since then. */
export async function countShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const held = window as unknown as { shifts: { value: number; what: string }[] };
    held.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node | null }[] })[]) {
        const what = entry.sources.map(({ node }) => `${(node as Element)?.className ?? ''} ${node?.textContent}`).join(' | ');
        held.shifts.push({ value: entry.value, what });
      }
    }).observe({ type: 'layout-shift' });
  });
  return () =>
    page.evaluate(() => {
      const { shifts } = window as unknown as { shifts: { value: number; what: string }[] };
      for (const shift of shifts) console.warn(`shift ${shift.value}: ${shift.what}`);
      return shifts.reduce((sum, shift) => sum + shift.value, 0);
    });
}
