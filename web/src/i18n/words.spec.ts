import { describe, expect, it } from '@jest/globals';
import { createWords } from './index';
import { en } from './en';
import { zhCN } from './zh-CN';

const keys = (messages: object) =>
  Object.entries(messages).flatMap(([group, texts]) => Object.keys(texts as object).map((key) => `${group}.${key}`));
const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words', () => {
  it('are the same in both languages, none empty, none with another gap to fill', () => {
    expect(keys(en)).toEqual(keys(zhCN));
    for (const [group, texts] of Object.entries(zhCN)) {
      for (const [key, text] of Object.entries(texts)) {
        const other = (en as Record<string, Record<string, string>>)[group]![key]!;
        expect([key, text.length > 0 && other.length > 0, names(other)]).toEqual([key, true, names(text)]);
      }
    }
  });

  it('are filled in without a message compiler', () => {
    const words = createWords('zh-CN');
    expect(words.global.t('live.live', { age: '0.2' })).toBe('实时 · 0.2 秒前');
    words.global.locale.value = 'en';
    expect(words.global.t('live.live', { age: '0.2' })).toBe('live · 0.2 s ago');
    expect(words.global.t('live.demoClock', { rate: 20 })).toBe('20× demo clock');
  });
});
