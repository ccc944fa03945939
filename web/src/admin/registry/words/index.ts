// The words of the registry: each setting has a name and an explanation.
import { adminEn, adminZh, type AdminWord } from '../../words';
import { featureWords, type Grouped } from '../../../i18n';
import { en } from './en';
import { type RegistryMessages, zhCN } from './zh-CN';

export type FieldKey = keyof RegistryMessages['field'];
export type RegistryWord = AdminWord | Grouped<RegistryMessages>;

export const registryZh = { ...adminZh, ...zhCN };
export const registryEn = { ...adminEn, ...en };
export const useRegistryWords = featureWords(registryZh, registryEn);

/** The word of a choice or a unit. */
export const optionWord = (option: string): RegistryWord =>
  option in zhCN.option ? `option.${option as keyof typeof zhCN.option}` : 'registry.nothing';
