import type { TopicRule } from '@tideboard/contracts';

type Draft = readonly [topic: string, zh: string, en: string, words: readonly string[]];

// In this order: who asks for money back asks for that, whatever it was that broke.
const DRAFTS: readonly Draft[] = [
  ['refund', '退款', 'Refund', ['退款', '退钱', '返款', 'refund', 'money back']],
  ['return', '退换货', 'Return and exchange', ['退货', '换货', '退换', 'return', 'exchange']],
  ['damage', '商品质量', 'Product quality', ['破损', '质量', '损坏', '瑕疵', 'damaged', 'broken', 'faulty', 'defect']],
  [
    'delivery',
    '物流配送',
    'Delivery',
    ['物流', '配送', '快递', '发货', '丢件', '送错', '送货', 'deliver', 'shipping', 'parcel', 'courier'],
  ],
  ['repair', '维修保修', 'Repair', ['维修', '保修', 'repair', 'warranty']],
  ['attitude', '服务态度', 'Attitude', ['态度', 'attitude', 'rude', 'impolite']],
  ['invoice', '发票', 'Invoice', ['发票', 'invoice', 'receipt']],
  ['payment', '支付', 'Payment', ['支付', '付款', '扣款', 'payment', 'charged']],
  ['offers', '会员与活动', 'Membership and offers', ['会员', '积分', '活动', '优惠', 'member', 'points', 'promotion', 'coupon']],
  ['account', '账号登录', 'Account', ['账号', '账户', '登录', '密码', '注册', 'account', 'login', 'sign in', 'password']],
  ['usage', '产品使用', 'Product use', ['使用', '怎么用', '功能', '体验', 'how to', 'feature']],
];

/** What a floor that sells and delivers is asked most; a site of another trade has its own. */
export const defaultTopics = (): TopicRule[] =>
  DRAFTS.map(([topic, zh, en, words]) => ({ topic, name: { 'zh-CN': zh, en }, words: [...words], skills: [] }));
