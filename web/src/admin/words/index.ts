// The words of the settings' frame and of people, keys and the audit log; a part of its own brings its own.
import { featureWords } from '../../i18n';
import type { Grouped } from '../../i18n';
import type { DeskWord } from '../../console/words';
import { en as desk } from '../../console/words/en';
import { zhCN as deskZh } from '../../console/words/zh-CN';
import { en } from './en';
import { type AdminMessages, zhCN } from './zh-CN';

export type AdminWord = DeskWord | Grouped<AdminMessages>;

/** The console's own words too: the settings are pages of the desk. */
export const adminZh = { ...deskZh, ...zhCN };
export const adminEn = { ...desk, ...en };
export const useAdminWords = featureWords(adminZh, adminEn);
