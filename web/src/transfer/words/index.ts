// The words of import and export join those of the settings.
import { type AdminWord, adminEn, adminZh } from '../../admin/words';
import { featureWords, type Grouped } from '../../i18n';
import { en } from './en';
import { type TransferMessages, zhCN } from './zh-CN';

export type TransferWord = AdminWord | Grouped<TransferMessages>;

export const useTransferWords = featureWords({ ...adminZh, ...zhCN }, { ...adminEn, ...en });
