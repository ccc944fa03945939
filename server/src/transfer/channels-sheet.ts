// The channel registry as a sheet. Pure.
import { CHANNEL_TYPES, Channel, type LocalisedText, THRESHOLD_METRICS, type ThresholdMetric } from '@tideboard/contracts';
import { checkOf, type Column, type Sheet } from './column.js';
import * as spell from './spelling.js';

const both = (zh: string, en: string): LocalisedText => ({ 'zh-CN': zh, en });

type Shape = Pick<Column, 'spelling' | 'empty' | 'none'>;
const TEXT: Shape = { spelling: spell.text, empty: 'none' };
const NUMBER: Shape = { spelling: spell.number, empty: 'as_is' };
const MAYBE: Shape = { spelling: spell.number, empty: 'none' };

const column = (key: string, title: LocalisedText, shape: Shape, help: LocalisedText): Column => ({
  key,
  title,
  help,
  ...shape,
  check: checkOf(Channel, key),
});

const TYPES: Record<(typeof CHANNEL_TYPES)[number], LocalisedText> = {
  phone: both('电话', 'Phone'),
  web_chat: both('在线客服', 'Web chat'),
  app_chat: both('APP 客服', 'App chat'),
  social: both('社交媒体', 'Social media'),
  email: both('邮件', 'E-mail'),
  offline: both('线下', 'In person'),
};

const HOURS_HELP = both(
  '例如 1-5 09:00-18:00; 6-7 10:00-16:00（1 是周一）。全天写 always，不开放写 never。',
  'As in 1-5 09:00-18:00; 6-7 10:00-16:00 (1 is Monday). always is round the clock, never is closed.',
);
const DAYS_HELP = both('例如 2026-10-01; 2026-10-05..2026-10-07。', 'As in 2026-10-01; 2026-10-05..2026-10-07.');
const SECONDS_HELP = both('秒。', 'Seconds.');

const basics: Column[] = [
  column(
    'id',
    both('渠道编号', 'Channel id'),
    { spelling: spell.text, empty: 'as_is' },
    both(
      '上游事件里的渠道名：小写字母、数字、- 和 _。已有的编号是修改，没有的是新建。',
      'What events call it: small letters, digits, - and _. A known one is changed, an unknown one made.',
    ),
  ),
  column(
    'name.zh-CN',
    both('中文名称', 'Name in Chinese'),
    { spelling: spell.text, empty: 'as_is' },
    both('必填。', 'Required.'),
  ),
  column('name.en', both('英文名称', 'Name in English'), { spelling: spell.text, empty: 'as_is' }, both('必填。', 'Required.')),
  column(
    'type',
    both('类型', 'Type'),
    { spelling: spell.choice(TYPES), empty: 'as_is' },
    both(
      `必填：${Object.values(TYPES)
        .map((name) => name['zh-CN'])
        .join('、')}，或 ${CHANNEL_TYPES.join('、')}。`,
      `Required: ${CHANNEL_TYPES.join(', ')}.`,
    ),
  ),
  column('accessMethod', both('接入方式', 'Access'), TEXT, both('客户怎么找到这个渠道。', 'How a customer gets there.')),
  column('customerGroup', both('客户群体', 'Customers'), TEXT, both('主要服务哪些客户。', 'Whom it serves.')),
  column('owner', both('负责人', 'Owner'), TEXT, both('出问题时找谁。', 'Whom to ask.')),
  column('contact', both('联系方式', 'Contact'), TEXT, both('电话或邮箱。', 'Phone or e-mail.')),
  column(
    'dailyCapacity',
    both('日处理能力', 'Capacity a day'),
    MAYBE,
    both('每天能处理多少单，不知道就留空。', 'Tickets a day; empty when not known.'),
  ),
  column('serviceHours', both('服务时间', 'Service hours'), { spelling: spell.hours, empty: 'as_is' }, HOURS_HELP),
  column('holidays', both('节假日', 'Holidays'), { spelling: spell.dates, empty: 'none', none: [] }, DAYS_HELP),
];

const targets: Column[] = [
  ['responseSeconds', '首次响应（秒）', 'First response (s)'],
  ['assignSeconds', '分配时限（秒）', 'Assigned within (s)'],
  ['escalateSeconds', '升级时限（秒）', 'Escalation decided within (s)'],
  ['complaintStartSeconds', '投诉受理时限（秒）', 'Complaint taken up within (s)'],
  ['complaintHandleSeconds', '投诉答复时限（秒）', 'Complaint answered within (s)'],
  ['handleSeconds.urgent', '处理时限：紧急（秒）', 'Handled within: urgent (s)'],
  ['handleSeconds.normal', '处理时限：普通（秒）', 'Handled within: normal (s)'],
  ['handleSeconds.low', '处理时限：低（秒）', 'Handled within: low (s)'],
].map(([key, zh, en]) => column(`targets.${key}`, both(zh!, en!), NUMBER, SECONDS_HELP));

const METRICS: Record<ThresholdMetric, LocalisedText> = {
  pending: both('待处理', 'Pending'),
  timeoutRate: both('超时率', 'Timeout rate'),
  avgResponseSeconds: both('平均响应（秒）', 'Average response (s)'),
  longestWaitSeconds: both('最长等待（秒）', 'Longest wait (s)'),
  satisfaction: both('满意度', 'Satisfaction'),
  complaintMissesToday: both('投诉未及时受理', 'Complaints late today'),
};
const STEPS: [string, LocalisedText][] = [
  ['warn', both('关注', 'watch')],
  ['breach', both('超阈值', 'breach')],
  ['release', both('恢复', 'release')],
  ['forSeconds', both('持续秒数', 'seconds held')],
];
const LIMIT_HELP = both(
  '比率写 0.1 或 10%。关注和超阈值都留空就不告警。',
  'A rate is 0.1 or 10%. Without watch and breach there is no alert.',
);
const thresholds: Column[] = THRESHOLD_METRICS.flatMap((metric) =>
  STEPS.map(([step, name]) =>
    column(
      `thresholds.${metric}.${step}`,
      both(`${METRICS[metric]['zh-CN']}·${name['zh-CN']}`, `${METRICS[metric].en}: ${name.en}`),
      MAYBE,
      LIMIT_HELP,
    ),
  ),
);

const staffing: Column[] = [
  column(
    'minStaff',
    both('最低在岗', 'Minimum staffing'),
    NUMBER,
    both('调配不会低于这个人数。', 'No reassignment leaves fewer.'),
  ),
  column(
    'concurrency',
    both('同时会话数', 'Conversations at once'),
    NUMBER,
    both('一名坐席同时服务几位客户。', 'Customers one agent serves at once.'),
  ),
  column(
    'weight',
    both('权重', 'Weight'),
    NUMBER,
    both('人手不够时谁更要紧，1 为一般。', 'What matters more when people are few; 1 is usual.'),
  ),
  column(
    'deferrable',
    both('可以延后处理', 'Can wait'),
    { spelling: spell.flag, empty: 'as_is' },
    both('是或否。', 'yes or no.'),
  ),
  column(
    'silentAfterSeconds',
    both('静默多久算断流（秒）', 'Silent source after (s)'),
    MAYBE,
    both('留空则从不。', 'Empty is never.'),
  ),
  column('position', both('排序', 'Position'), NUMBER, both('数字小的在前。', 'Lower comes first.')),
];

export const CHANNELS: Sheet = {
  sheet: 'channels',
  title: both('渠道', 'Channels'),
  columns: [
    ...basics,
    ...targets,
    column('targets.serviceLevel', both('服务水平目标', 'Service level target'), NUMBER, both('0.8 或 80%。', '0.8 or 80%.')),
    ...thresholds,
    ...staffing,
  ],
};
