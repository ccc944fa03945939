import { featureWords } from '../../i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useReportWords = featureWords(zhCN, en);
export type ReportWords = ReturnType<typeof useReportWords>['t'];
