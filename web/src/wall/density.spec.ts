import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { arrange, DROP_ORDER, FIGURES, legiblePx } from './density';
import { frame } from './frame';

const tv = { width: 1920, height: 1080, diagonal: 65, distance: 8 };
const at = (change: object) => frame({ ...tv, language: 'zh-CN', channels: 5, ...change }).arrangement;

it('computes the text size of the table: 65 inches, 3 to 15 metres', () => {
  expect([3, 5, 8, 10, 15].map((distance) => Math.round(legiblePx({ ...tv, distance })))).toEqual([29, 48, 76, 95, 143]);
  expect(Math.round(legiblePx({ ...tv, diagonal: 86 }))).toBe(58);
});

it('shows everything of five channels at 8 m, as rows under common headings', () => {
  for (const language of ['zh-CN', 'en'])
    expect(at({ language })).toMatchObject({ shape: 'line', columns: 1, figures: [...FIGURES] });
});

it('sets one or two channels as large cards', () => {
  expect(at({ channels: 1 }).shape).toBe('card');
  expect(at({ channels: 1 }).size).toBeGreaterThan(2 * at({ channels: 5 }).size);
});

it('turns twelve channels into two columns when the reader is far, and keeps one when he is near', () => {
  expect([at({ channels: 12 }).columns, at({ channels: 12, distance: 3 }).columns]).toEqual([2, 1]);
});

const screens = fc.record({
  width: fc.constantFrom(1080, 1366, 1920, 2160, 3840),
  height: fc.constantFrom(768, 1080, 1920, 2160, 3840),
  diagonal: fc.integer({ min: 24, max: 98 }),
  channels: fc.integer({ min: 1, max: 12 }),
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
});

describe('whatever the screen', () => {
  it('figures leave in one order only, and longest wait never does', () => {
    fc.assert(
      fc.property(screens, fc.integer({ min: 1, max: 40 }), (screen, distance) => {
        const { figures } = frame({ ...screen, distance }).arrangement;
        const gone = DROP_ORDER.filter((figure) => !figures.includes(figure));
        expect(gone).toEqual(DROP_ORDER.slice(0, gone.length));
        expect(figures).toContain('longestWait');
      }),
    );
  });
  it('a farther reader never gets more figures, nor smaller text', () => {
    fc.assert(
      fc.property(screens, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (screen, distance, more) => {
        const area = {
          width: screen.width,
          height: screen.height,
          channels: screen.channels,
          language: screen.language,
          gap: 10,
        };
        const near = arrange({ ...area, legible: legiblePx({ ...screen, distance }) });
        const far = arrange({ ...area, legible: legiblePx({ ...screen, distance: distance + more }) });
        expect(far.figures.length).toBeLessThanOrEqual(near.figures.length);
        expect(far.size).toBeGreaterThanOrEqual(near.size * 0.83);
      }),
    );
  });
  it('text is legible from there, or nothing is left to drop', () => {
    fc.assert(
      fc.property(screens, fc.integer({ min: 1, max: 20 }), (screen, distance) => {
        const { figures, size } = frame({ ...screen, distance }).arrangement;
        expect(figures.length === 1 || size >= legiblePx({ ...screen, distance }) * 0.54).toBe(true);
      }),
    );
    expect(at({ channels: 12 }).figures.length).toBeLessThan(at({ channels: 12, distance: 3 }).figures.length);
  });
  it('there is a place for every channel', () => {
    fc.assert(
      fc.property(screens, (screen) => {
        const { columns, rows } = frame({ ...screen, distance: 8 }).arrangement;
        expect(columns * rows).toBeGreaterThanOrEqual(screen.channels);
      }),
    );
  });
});
