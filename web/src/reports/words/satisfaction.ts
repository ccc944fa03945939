import { featureWords } from '../../i18n';
import { en } from './satisfaction.en';
import { zhCN } from './satisfaction.zh-CN';

export const useCsatWords = featureWords(zhCN, en);
