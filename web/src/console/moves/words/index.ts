import { featureWords, type Grouped } from '../../../i18n';
import type { DeskWord } from '../../words';
import { en } from './en';
import { type MoveMessages, zhCN } from './zh-CN';

export type MoveWord = DeskWord | Grouped<MoveMessages>;

const useFeatureWords = featureWords(zhCN, en);

/** The console's words and those of its reassignments. */
export const useMoveWords = () => {
  const { t, language } = useFeatureWords();
  return { t: t as (word: MoveWord, values?: Record<string, string | number>) => string, language };
};
