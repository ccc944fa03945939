// The words of the ladder; kinds, tiers and levels are called what tickets call them.
import { featureWords, type Grouped } from '../../../i18n';
import { adminEn, adminZh, type AdminWord } from '../../words';
import { en } from './en';
import { type LadderMessages, zhCN } from './zh-CN';

export type LadderWord = AdminWord | Grouped<LadderMessages>;
export type LadderWords = (word: LadderWord, values?: Record<string, string | number>) => string;

export const useLadderWords = featureWords({ ...adminZh, ...zhCN }, { ...adminEn, ...en });
