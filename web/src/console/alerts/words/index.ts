import { featureWords } from '../../../i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useWarningWords = featureWords(zhCN, en);
export type WarningWords = ReturnType<typeof useWarningWords>['t'];
