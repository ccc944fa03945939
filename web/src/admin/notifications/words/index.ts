import { adminEn, adminZh, type AdminWord } from '../../words';
import { featureWords, type Grouped } from '../../../i18n';
import { en } from './en';
import { type NotifyMessages, zhCN } from './zh-CN';

export type NotifyWord = AdminWord | Grouped<NotifyMessages>;

export const useNotifyWords = featureWords({ ...adminZh, ...zhCN }, { ...adminEn, ...en });
