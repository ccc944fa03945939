// The build of vue-i18n without its message compiler runs under a content security policy without eval and is smaller; what it takes
// are functions, so each text becomes one that fills in `{name}`.
import type { Language } from '@tideboard/contracts';
import type { WritableComputedRef } from 'vue';
import { createI18n, type MessageContext, type MessageFunction, useI18n } from 'vue-i18n';
import { en } from './en';
import { type Messages, zhCN } from './zh-CN';

export type Grouped<M> = { [Group in keyof M & string]: `${Group}.${keyof M[Group] & string}` }[keyof M & string];
export type Word = Grouped<Messages>;
export type Words = (word: Word, values?: Record<string, string | number>) => string;
type Functions = Record<string, Record<string, MessageFunction<string>>>;

const fill = (text: string): MessageFunction<string> =>
  text.includes('{')
    ? ({ named }: MessageContext<string>) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(named(name)))
    : () => text;

export const functions = (messages: Record<string, Record<string, string>>): Functions =>
  Object.fromEntries(
    Object.entries(messages).map(([group, texts]) => [
      group,
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text)])),
    ]),
  );

export const createWords = (language: Language) =>
  createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    missingWarn: import.meta.env?.DEV ?? true,
    messages: { 'zh-CN': functions(zhCN), en: functions(en) } as Record<string, Functions>,
  });

/** `t` that knows its keys: a misspelt word fails the type check. */
export function useWords(): { t: Words; language: WritableComputedRef<Language> } {
  const { t, locale } = useI18n();
  return {
    t: (word, values) => (values ? t(word, values) : t(word)),
    language: locale as unknown as WritableComputedRef<Language>,
  };
}

type FeatureWord<M> = Word | Grouped<M>;
type FeatureWords<M> = (word: FeatureWord<M>, values?: Record<string, string | number>) => string;

/** Words that join the product's when a feature is opened: a wall never loads them. Returns the feature's composable. */
export function featureWords<M extends Record<string, Record<string, string>>>(zhWords: M, enWords: M) {
  const joined = new WeakSet<object>();
  return (): { t: FeatureWords<M>; language: WritableComputedRef<Language> } => {
    const { t, locale, messages, mergeLocaleMessage } = useI18n({ useScope: 'global' });
    if (!joined.has(messages)) {
      joined.add(messages);
      mergeLocaleMessage('zh-CN', functions(zhWords));
      mergeLocaleMessage('en', functions(enWords));
    }
    return {
      t: (word, values) => (values ? t(word, values) : t(word)),
      language: locale as unknown as WritableComputedRef<Language>,
    };
  };
}
