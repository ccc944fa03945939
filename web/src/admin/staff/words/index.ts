// The words of teams, agents and rules of assignment; with those of tickets, whose kinds, levels and reasons they speak of.
import { featureWords, type Grouped } from '../../../i18n';
import { en as tickets } from '../../../tickets/words/en';
import { type TicketMessages, zhCN as ticketsZh } from '../../../tickets/words/zh-CN';
import { registryEn, registryZh, type RegistryWord } from '../../registry/words';
import { en } from './en';
import { type StaffMessages, zhCN } from './zh-CN';

export type StaffWord = RegistryWord | Grouped<TicketMessages> | Grouped<StaffMessages>;
export const useStaffWords = featureWords({ ...registryZh, ...ticketsZh, ...zhCN }, { ...registryEn, ...tickets, ...en });
