import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Definition, DEFINITIONS, definitionAt, DEFINITIONS_VERSION, definitionsAt, inForce } from './definitions.js';
import { FIGURES } from './report.js';

/** What a number means, without what it is called. */
const meaningOf = ({ version, unit, formula, window, denominator, n }: Definition): string =>
  `${version} ${createHash('sha256')
    .update(JSON.stringify([unit, formula, window, denominator, n]))
    .digest('hex')
    .slice(0, 12)}`;

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

  // A report of then names the set that it was computed by. Whoever changes what a number means moves the text that held to EARLIER,
  // gives the new one the next version and the new set as its `since`, names that set in DEFINITIONS_VERSION, and adds it here.
  it('do not change what they mean under the same version', () => {
    const locked = JSON.parse(readFileSync(new URL('./definitions.lock.json', import.meta.url), 'utf8')) as Record<
      string,
      string
    >;
    expect(Object.fromEntries(Object.entries(DEFINITIONS).map(([id, definition]) => [id, meaningOf(definition)]))).toEqual(
      locked,
    );
  });

  it('are found as they held in the set that a report names', () => {
    const first = { ...DEFINITIONS.timeouts, version: 1, since: null };
    const second = { ...first, version: 2, since: '2027-01-01' };
    const third = { ...first, version: 3, since: '2027-06-01' };
    const at = (set: string) => inForce([first, second, third], set).version;
    expect(['2026-11-22', '2026-12-31', '2027-01-01', '2027-05-31', '2028-01-01'].map(at)).toEqual([1, 1, 2, 2, 3]);
    // One that came into being later is told as it first was.
    expect(inForce([second, third], '2026-11-22').version).toBe(2);
    expect(definitionAt('timeouts', DEFINITIONS_VERSION)).toEqual(DEFINITIONS.timeouts);
    expect(definitionsAt(DEFINITIONS_VERSION)).toEqual(DEFINITIONS);
  });
});
