// The handbook's numbers (its chapters "service levels" and "channel registry").
import type { Channel, ChannelType, Retention, Site } from '@tideboard/contracts';
import type { AppConfig } from '../config/app-config.js';
import { defaultTopics } from './default-topics.js';

const CHAT = { responseSeconds: 30, concurrency: 4 };
const BY_TYPE: Record<ChannelType, { responseSeconds: number; concurrency: number; deferrable?: boolean }> = {
  phone: { responseSeconds: 10, concurrency: 1 },
  web_chat: CHAT,
  app_chat: CHAT,
  social: { responseSeconds: 900, concurrency: 3, deferrable: true },
  email: { responseSeconds: 3600, concurrency: 2, deferrable: true },
  offline: { responseSeconds: 600, concurrency: 1 },
};

type Essentials = Pick<Channel, 'id' | 'name' | 'type'>;

/** A whole channel from what has to be said about it. Always open, because hours that nobody has set must not hide a breach. */
export function channelOf({ id, name, type }: Essentials): Channel {
  const { responseSeconds, concurrency, deferrable = false } = BY_TYPE[type];
  return {
    id,
    name,
    type,
    accessMethod: null,
    owner: null,
    contact: null,
    dailyCapacity: null,
    customerGroup: null,
    serviceHours: null,
    holidays: [],
    targets: {
      responseSeconds,
      assignSeconds: 600,
      escalateSeconds: 1800,
      complaintStartSeconds: 3600,
      complaintHandleSeconds: 86_400,
      handleSeconds: { urgent: 7200, normal: 14_400, low: 86_400 },
      serviceLevel: 0.8,
    },
    thresholds: {
      pending: { warn: 40, breach: 50, release: 35, forSeconds: 30 },
      timeoutRate: { warn: 0.05, breach: 0.1 },
      satisfaction: { warn: 0.85, breach: null },
    },
    minStaff: 1,
    weight: 1,
    concurrency,
    deferrable,
    silentAfterSeconds: null,
    position: 0,
  };
}

const OFFICE_HOURS = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
const DAYTIME = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '22:00' }];

type Sample = Essentials & Partial<Channel>;
const HANDBOOK: Sample[] = [
  {
    id: 'phone',
    type: 'phone',
    name: { 'zh-CN': '客服400', en: '400 phone' },
    accessMethod: 'IVR → 人工坐席',
    owner: '电话客服主管',
    contact: 'phone-desk@example.com',
    dailyCapacity: 200,
    customerGroup: '全部客户',
    serviceHours: DAYTIME,
  },
  {
    id: 'web_chat',
    type: 'web_chat',
    name: { 'zh-CN': '网站客服', en: 'Website chat' },
    accessMethod: '网站浮窗',
    owner: '在线客服主管',
    contact: 'web-desk@example.com',
    dailyCapacity: 150,
    customerGroup: '网站访客',
    serviceHours: OFFICE_HOURS,
  },
  {
    id: 'app_chat',
    type: 'app_chat',
    name: { 'zh-CN': 'APP在线客服', en: 'App chat' },
    accessMethod: 'APP 内入口',
    owner: 'APP 客服主管',
    contact: 'app-desk@example.com',
    dailyCapacity: 100,
    customerGroup: 'APP 注册用户',
  },
  {
    id: 'social',
    type: 'social',
    name: { 'zh-CN': '公众号', en: 'Official account' },
    accessMethod: '私信与菜单',
    owner: '社交媒体主管',
    contact: 'social-desk@example.com',
    dailyCapacity: 80,
    customerGroup: '关注者',
    serviceHours: OFFICE_HOURS,
  },
  {
    id: 'email',
    type: 'email',
    name: { 'zh-CN': '客服邮箱', en: 'Mailbox' },
    accessMethod: '自动分类 + 人工回复',
    owner: '邮件客服主管',
    contact: 'mail-desk@example.com',
    dailyCapacity: 50,
    customerGroup: '留有邮箱的客户',
  },
];

/** The five channels of the handbook, as they stand at a first start. */
export const handbookChannels = (): Channel[] =>
  HANDBOOK.map((sample, position) => ({ ...channelOf(sample), ...structuredClone(sample), position }));

/** The site as a first start finds it in the environment. */
/**
 * A year and a month of events and tickets, so that this month can be held against the same one of last year; three years of acts. Figures
 * by the day name no ticket and no customer, and are worth comparing for ten years.
 */
export const RETENTION: Required<Retention> = {
  eventLogDays: 400,
  auditDays: 1100,
  alertDays: 400,
  reassignmentDays: 400,
  ticketDays: 400,
  rollup5minDays: 35,
  rollupHourDays: 120,
  rollupDayDays: 3660,
};

export const defaultSite = ({ siteTimeZone, businessDayStart }: Pick<AppConfig, 'siteTimeZone' | 'businessDayStart'>): Site => ({
  name: { 'zh-CN': '客服中心', en: 'Customer service' },
  timeZone: siteTimeZone,
  businessDayStart,
  timeoutRateBase: 'completed',
  languages: ['zh-CN', 'en'],
  retention: RETENTION,
  topics: defaultTopics(),
});
