// The console's words join the product's when the console is opened: a wall never loads them.
import type { Language } from '@tideboard/contracts';
import type { WritableComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { functions, type Grouped, type Word } from '../../i18n';
import { en } from './en';
import { type ConsoleMessages, zhCN } from './zh-CN';

export type DeskWord = Word | Grouped<ConsoleMessages>;
export type DeskWords = (word: DeskWord, values?: Record<string, string | number>) => string;

const joined = new WeakSet<object>();

export function useDeskWords(): { t: DeskWords; language: WritableComputedRef<Language> } {
  const { t, locale, messages, mergeLocaleMessage } = useI18n({ useScope: 'global' });
  if (!joined.has(messages)) {
    joined.add(messages);
    mergeLocaleMessage('zh-CN', functions(zhCN));
    mergeLocaleMessage('en', functions(en));
  }
  return {
    t: (word, values) => (values ? t(word, values) : t(word)),
    language: locale as unknown as WritableComputedRef<Language>,
  };
}
