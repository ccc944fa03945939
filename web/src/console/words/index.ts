// The console's words join the product's when the console is opened: a wall never loads them.
import { featureWords, type Grouped, type Word } from '../../i18n';
import { en } from './en';
import { type ConsoleMessages, zhCN } from './zh-CN';

export type DeskWord = Word | Grouped<ConsoleMessages>;
export type DeskWords = (word: DeskWord, values?: Record<string, string | number>) => string;

export const useDeskWords = featureWords(zhCN, en);
