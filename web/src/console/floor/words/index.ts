import { featureWords, type Grouped } from '../../../i18n';
import type { DeskWord } from '../../words';
import { en } from './en';
import { type CrewMessages, zhCN } from './zh-CN';

export type CrewWord = DeskWord | Grouped<CrewMessages>;

const useFeatureWords = featureWords(zhCN, en);

/** The console's words and those of its people. */
export const useCrewWords = () => {
  const { t, language } = useFeatureWords();
  return { t: t as (word: CrewWord, values?: Record<string, string | number>) => string, language };
};
