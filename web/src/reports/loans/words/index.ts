import { featureWords } from '../../../i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useLoanWords = featureWords(zhCN, en);
