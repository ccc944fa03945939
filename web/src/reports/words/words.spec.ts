import { expect, it } from '@jest/globals';
import { zhCN as product } from '../../i18n/zh-CN';
import { en } from './en';
import { zhCN } from './zh-CN';

const flat = (messages: object): [string, string][] =>
  Object.entries(messages).flatMap(([group, texts]) =>
    Object.entries(texts as Record<string, string>).map(([key, text]) => [`${group}.${key}`, text] as [string, string]),
  );
const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it('are the same in both languages, none empty, none with another gap to fill', () => {
  const other = new Map(flat(en));
  expect([...other.keys()]).toEqual(flat(zhCN).map(([key]) => key));
  for (const [key, text] of flat(zhCN))
    expect([key, text.length > 0 && other.get(key)!.length > 0, gaps(other.get(key)!)]).toEqual([key, true, gaps(text)]);
});

it('take no group of the product’s own words, which they join', () => {
  expect(Object.keys(zhCN).filter((group) => Object.hasOwn(product, group))).toEqual([]);
});
