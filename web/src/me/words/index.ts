import { featureWords, type Grouped } from '../../i18n';
import type { DeskWord } from '../../console/words';
import { useDeskWords } from '../../console/words';
import { en } from './en';
import { type MineMessages, zhCN } from './zh-CN';

export type MineWord = DeskWord | Grouped<MineMessages>;

const useFeatureWords = featureWords(zhCN, en);

/** The agent's words, and those of the console: a reason is told to both in the same ones. */
export const useMineWords = () => {
  useDeskWords();
  const { t, language } = useFeatureWords();
  return { t: t as (word: MineWord, values?: Record<string, string | number>) => string, language };
};
