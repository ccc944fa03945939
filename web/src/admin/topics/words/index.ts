import { featureWords } from '../../../i18n';
import { adminEn, adminZh } from '../../words';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useTopicWords = featureWords({ ...adminZh, ...zhCN }, { ...adminEn, ...en });
