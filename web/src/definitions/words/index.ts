import { featureWords } from '../../i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useDefinitionWords = featureWords(zhCN, en);
