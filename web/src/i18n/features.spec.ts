// The words of every feature, found by their files: a feature that is added tomorrow is checked without being named here.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

type Messages = Record<string, Record<string, string>>;
const ROOT = resolve(import.meta.dirname, '..');
const FILES = (readdirSync(ROOT, { recursive: true }) as string[]).filter((file) => /(^|[./])zh-CN\.ts$/.test(file)).sort();

const load = async (file: string, name: 'zhCN' | 'en'): Promise<Messages> =>
  ((await import(join(ROOT, file))) as Record<string, Messages>)[name]!;
const flat = (messages: Messages): [string, string][] =>
  Object.entries(messages).flatMap(([group, texts]) =>
    Object.entries(texts).map(([key, text]) => [`${group}.${key}`, text] as [string, string]),
  );
const gaps = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it.each(FILES)('%s says the same as its English, nothing empty, with the same gaps to fill', async (file) => {
  const zh = flat(await load(file, 'zhCN'));
  const en = new Map(flat(await load(file.replace('zh-CN', 'en'), 'en')));
  expect(zh.length).toBeGreaterThan(0);
  expect([...en.keys()].sort()).toEqual(zh.map(([key]) => key).sort());
  for (const [key, text] of zh)
    expect([key, text !== '' && en.get(key) !== '', gaps(en.get(key)!)]).toEqual([key, true, gaps(text)]);
});

it('has one owner for each group: they join one another', async () => {
  const groups = (await Promise.all(FILES.map((file) => load(file, 'zhCN')))).flatMap((messages) => Object.keys(messages));
  expect(FILES.length).toBeGreaterThan(5);
  expect(groups.filter((group, i) => groups.indexOf(group) !== i)).toEqual([]);
});
