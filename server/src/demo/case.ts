// What a customer comes with.
import type { EventData } from '@tideboard/contracts';
import { type Customer, someCustomer } from './people.js';
import type { ChannelProfile } from './profile.js';
import type { Rng } from './rng.js';

type Created = EventData<'ticket.created'>;

export interface Case {
  kind: NonNullable<Created['kind']>;
  priority: NonNullable<Created['priority']>;
  customer: Customer;
  summary: string;
  dueInSeconds: number | null;
}

const SUMMARIES: Record<Case['kind'], readonly string[]> = {
  consult: ['产品使用咨询', '会员权益咨询', '活动规则咨询', '发票咨询', '配送范围咨询'],
  complaint: ['物流延误投诉', '商品破损投诉', '服务态度投诉', '退款迟迟未到账'],
  suggestion: ['希望增加夜间配送', '建议优化退货流程', 'APP 搜索体验建议'],
  after_sales: ['退货申请', '换货申请', '维修进度查询', '订单丢件', '送错商品'],
  other: ['账号登录问题', '合作意向', '其他'],
};
/** Three in ten ask how a product is used, which is the first of the consultations. */
const PRODUCT_USE = 0.3;

export function newCase(rng: Rng, { id }: ChannelProfile): Case {
  const use = rng.chance(PRODUCT_USE);
  const kind = use
    ? 'consult'
    : rng.weighted([
        ['consult', 32],
        ['after_sales', 44],
        ['complaint', id === 'social' ? 16 : 10],
        ['suggestion', 6],
        ['other', 8],
      ] as const);
  const priority = rng.weighted([
    ['normal', 78],
    ['low', kind === 'complaint' ? 0 : 15],
    ['urgent', kind === 'complaint' ? 30 : 7],
  ] as const);
  return {
    kind,
    priority,
    customer: someCustomer(rng),
    summary: use ? SUMMARIES.consult[0]! : rng.pick(SUMMARIES[kind]),
    // What was promised for this one case; some are tight and will be missed on a busy day.
    dueInSeconds: rng.chance(0.05) ? Math.round(rng.between(600, 5400)) : null,
  };
}
