import { describe, expect, it } from '@jest/globals';
import { DEFINITIONS } from './definitions.js';
import { FIGURES } from './report.js';

describe('definitions', () => {
  it('exist for every figure', () => expect(Object.keys(DEFINITIONS)).toEqual(expect.arrayContaining([...FIGURES])));

  it.each(Object.entries(DEFINITIONS))(
    '%s is whole in both languages',
    (_, { name, formula, window, denominator, unit, n, version }) => {
      for (const text of [name, formula, window, ...(denominator ? [denominator] : [])]) {
        expect(text.en).toMatch(/^[\x20-\x7e−÷–]+$/);
        expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
      }
      // A share without what it is a share of says nothing.
      expect((unit === 'rate' || unit === 'score') && denominator === null).toBe(false);
      expect(n === null || FIGURES.includes(n)).toBe(true);
      expect(version).toBeGreaterThan(0);
    },
  );
});
