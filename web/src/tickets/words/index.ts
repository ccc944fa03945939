// The words of tickets join the product's when a page of theirs is opened: a wall never loads them.
import { featureWords, type Grouped, type Word } from '../../i18n';
import { en } from './en';
import { type TicketMessages, zhCN } from './zh-CN';

export type TicketWord = Word | Grouped<TicketMessages>;
export type TicketWords = (word: TicketWord, values?: Record<string, string | number>) => string;

export const useTicketWords = featureWords(zhCN, en);
