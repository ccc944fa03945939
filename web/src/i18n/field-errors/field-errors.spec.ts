import '../../../../test/support/board-jsdom';
import { expect, it } from '@jest/globals';
import * as contracts from '@tideboard/contracts';
import { en } from './en';
import { zhCN } from './zh-CN';

const gaps = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it.each(Object.entries(contracts.FIELD_ERRORS))(
  'the code %s has words in both languages that need no more than the server sends',
  (code, line) => {
    const told = [zhCN, en].map(({ fieldError }) => fieldError[code as contracts.FieldCode]);
    expect(told.every((text) => text.length > 0)).toBe(true);
    for (const text of told) expect(gaps(text)).toEqual(gaps(line));
    expect(told[0]).toMatch(/\p{Script=Han}/u);
  },
);

/** Keywords that bind values, anywhere in a schema; the names of an object's own properties are none. */
function keywordsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(keywordsIn);
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === 'properties' ? Object.values(value as object).flatMap(keywordsIn) : [keyword, ...keywordsIn(value)],
  );
}
const SAY_NOTHING = ['description', 'items', 'properties', 'patternProperties', 'default', '~kind', '~optional'];

it('every keyword of the contracts’ schemas has a code of its own', () => {
  const schemas = Object.values(contracts).filter((each) => typeof each === 'object' && each !== null && '~kind' in each);
  expect(schemas.length).toBeGreaterThan(20);
  const used = new Set(
    schemas.flatMap(keywordsIn).filter((keyword) => !SAY_NOTHING.includes(keyword) && !keyword.startsWith('^')),
  );
  const nameless = [...used].filter((keyword) => keyword !== 'anyOf' && contracts.codeOfKeyword(keyword) === 'invalid');
  expect(nameless).toEqual([]);
});
