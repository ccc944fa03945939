// The words of the first set-up join those of the settings, whose forms it shows.
import { adminEn, adminZh } from '../../admin/words';
import { featureWords } from '../../i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export const useSetupWords = featureWords({ ...adminZh, ...zhCN }, { ...adminEn, ...en });
