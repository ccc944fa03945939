// What each number means, as data: the one place that a page, an export or a reader of the API can ask. A definition that changes gets
// a new version and keeps the old text, so that a report of then can still be read.
import type { LocalisedText } from './primitives.js';
import type { FigureName } from './report.js';

/** Version of all definitions together, named in every report. */
export const DEFINITIONS_VERSION = '2026-11-22';

export type MetricId = FigureName | BoardOnly;
type BoardOnly =
  | 'pending'
  | 'inProgress'
  | 'awaitingFeedback'
  | 'longestWaitSeconds'
  | 'dueSoon'
  | 'vipPending'
  | 'complaintsOpen'
  | 'complaintsWaiting'
  | 'escalatedOpen'
  | 'promisesOverdue'
  | 'recordsLate'
  | 'share'
  | 'helped'
  | 'helpedShare'
  | 'peakNeed'
  | 'gap'
  | 'mean'
  | 'loans'
  | 'lentSeconds'
  | 'predictedPending'
  | 'actualPending'
  | 'coverage'
  | 'pendingAvoided'
  | 'unmapped'
  | 'agentsOnline'
  | 'agentsAvailable'
  | 'agentsBusy'
  | 'agentsOnLoan'
  | 'forecast'
  | 'satisfiedDimension'
  | 'complaintSpike'
  | 'kindSpike'
  | 'topicSpike'
  | 'badRatingSpike';

export interface Definition {
  version: number;
  /** The set of definitions that first had this text; null: the first of all. */
  since: string | null;
  unit: 'count' | 'seconds' | 'rate' | 'score';
  name: LocalisedText;
  formula: LocalisedText;
  /** Which facts belong to it, by when. */
  window: LocalisedText;
  /** What it is divided by, null for what is only counted; `n` names the figure that says how many these were. */
  denominator: LocalisedText | null;
  n: FigureName | null;
}

/** The texts that held in a set of definitions. */
export interface DefinitionsAnswer {
  set: string;
  definitions: Record<MetricId, Definition>;
}

type Text = readonly [zh: string, en: string];
interface Draft {
  unit?: Definition['unit'];
  name: Text;
  formula: Text;
  window?: Text;
  per?: Text;
  n?: FigureName;
}
const text = ([zh, en]: Text): LocalisedText => ({ 'zh-CN': zh, en });
const DAY: Text = ['按事实发生的业务日计', 'on the business day on which it happened'];
const LOAN: Text = ['按借调开始的业务日计', 'on the business day on which the loan began'];
const NOW: Text = ['当前时刻；跨零点保留', 'at this moment; carried over midnight'];
const define = ({ unit = 'count', name, formula, window = DAY, per, n }: Draft): Definition => ({
  version: 1,
  since: null,
  unit,
  name: text(name),
  formula: text(formula),
  window: text(window),
  denominator: per ? text(per) : null,
  n: n ?? null,
});

const HOUR: Text = ['最近 60 分钟，每分钟重算', 'the last 60 minutes, counted again each minute'];
const AGAINST_WEEKS: Text = [
  '与前 4 周同一星期、同一时刻的 60 分钟相比（至少已知 3 周）：拟泊松模型（Farrington 法），预测分布为负二项，超过的概率按全站每周至多误报一次设定，且不少于 8 件、多于往常的 1.5 倍；预期不足 8 件时，还须高于该项自身在这几周里的跳动（各日最高值的 Gumbel 尾部，以及其中第二高的一天）',
  'against the same 60 minutes of the week in the 4 weeks before, 3 of them known: a quasi-Poisson model (the Farrington method) whose forecast is negative binomial; an alarm where as many are too unlikely, set for one false alarm a week over the whole site, from 8 on and past 1.5 times the usual; where fewer than 8 are expected also past what the series jumps to by itself (the Gumbel tail of its daily highs in those weeks, and the second highest of them)',
];

const DRAFTS: Record<MetricId, Draft> = {
  created: { name: ['新建', 'Created'], formula: ['新建的工单数', 'tickets created'] },
  completed: {
    name: ['已完成', 'Completed'],
    formula: [
      '已完成（或未完成即关闭）的工单数；当日重开则撤回',
      'tickets completed, or closed without it; a reopening on the same day takes it back',
    ],
  },
  answered: { name: ['已响应', 'Answered'], formula: ['首次响应的工单数', 'tickets that got their first response'] },
  handled: { name: ['已处理', 'Handled'], formula: ['有开始也有完成的处理数', 'completions that had a start'] },
  avgResponseSeconds: {
    unit: 'seconds',
    name: ['平均响应时长', 'Mean response'],
    formula: ['（首次响应 − 创建）的平均值', 'mean of (first response − created)'],
    window: ['按首次响应的业务日计', 'on the business day of the first response'],
    per: ['已响应的工单', 'tickets answered'],
    n: 'answered',
  },
  avgHandleSeconds: {
    unit: 'seconds',
    name: ['平均处理时长', 'Mean handling'],
    formula: ['（完成 − 开始处理）的平均值', 'mean of (completed − started)'],
    window: ['按完成的业务日计', 'on the business day of the completion'],
    per: ['有开始的完成数', 'completions that had a start'],
    n: 'handled',
  },
  timeouts: {
    name: ['超时', 'Timeouts'],
    formula: [
      '错过响应或处理时限的工单，每单只计一次；迟到的事件若证明未超时则撤回',
      'tickets that missed their response or handling deadline, once each; a late event that proves otherwise takes it back',
    ],
    window: ['按首个错过的时限所在业务日计', 'on the business day of the first missed deadline'],
  },
  timeoutRate: {
    unit: 'rate',
    name: ['超时率', 'Timeout rate'],
    formula: ['超时 ÷ 已完成（可大于 1）', 'timeouts ÷ completed (may pass 1)'],
    per: [
      '已完成的工单；大屏可在站点设置中改为“已完成 + 仍超时未结”',
      'completed tickets; on the board the site may choose completed + open past due',
    ],
    n: 'completed',
  },
  serviceLevel: {
    unit: 'rate',
    name: ['服务水平', 'Service level'],
    formula: ['目标时限内首次响应 ÷（已响应 + 放弃）', 'first responses within the target ÷ (answered + abandoned)'],
    per: ['已响应与放弃的工单', 'tickets answered or abandoned'],
    n: 'answered',
  },
  abandoned: {
    name: ['放弃', 'Abandoned'],
    formula: ['首次响应前客户离开的工单', 'customers who left before the first response'],
  },
  abandonRate: {
    unit: 'rate',
    name: ['放弃率', 'Abandon rate'],
    formula: ['放弃 ÷（已响应 + 放弃）', 'abandoned ÷ (answered + abandoned)'],
    per: ['等待在当日结束的工单', 'tickets whose wait ended'],
    n: 'answered',
  },
  satisfaction: {
    unit: 'rate',
    name: ['满意度', 'Satisfaction'],
    formula: ['4 或 5 分的评价 ÷ 全部评价；每单只取最新一次', 'ratings of 4 or 5 ÷ all ratings; of each ticket the latest'],
    window: ['按评价的业务日计', 'on the business day of the rating'],
    per: ['评价', 'ratings'],
    n: 'ratings',
  },
  ratings: {
    name: ['评价数', 'Ratings'],
    formula: ['收到评价的工单数', 'tickets rated'],
    window: ['按评价的业务日计', 'on the business day of the rating'],
  },
  avgScore: {
    unit: 'score',
    name: ['平均评分', 'Mean score'],
    formula: ['评分（1–5）的平均值', 'mean of the scores, 1 to 5'],
    window: ['按评价的业务日计', 'on the business day of the rating'],
    per: ['评价', 'ratings'],
    n: 'ratings',
  },
  firstContactRate: {
    unit: 'rate',
    name: ['一次解决率', 'First-contact resolution'],
    formula: [
      '首轮即完成、处理中未转派未升级、72 小时内未重开 ÷ 已处理',
      'completed in the first round, neither passed on while being handled nor escalated, not reopened within 72 h ÷ handled',
    ],
    window: [
      '按完成的业务日计；72 小时内的重开会修正该日',
      'on the business day of the completion; a reopening within 72 h corrects that day',
    ],
    per: ['有开始的完成数', 'completions that had a start'],
    n: 'handled',
  },
  reopened: { name: ['重开', 'Reopened'], formula: ['重开次数', 'reopenings'] },
  escalated: {
    name: ['升级', 'Escalated'],
    formula: ['首次升到二级及以上的处理轮次', 'rounds raised to level 2 or above, once each'],
  },
  promisesKept: {
    name: ['承诺兑现', 'Promises kept'],
    formula: ['按时兑现的承诺', 'promises kept in time'],
    window: ['按兑现的业务日计', 'on the business day on which it was kept'],
  },
  promisesMissed: {
    name: ['承诺逾期', 'Promises missed'],
    formula: ['到期未兑现的承诺', 'promises not kept when they were due'],
    window: ['按到期的业务日计', 'on the business day on which it was due'],
  },
  promisesKeptRate: {
    unit: 'rate',
    name: ['承诺兑现率', 'Promises kept in time'],
    formula: ['按时兑现 ÷（按时兑现 + 逾期）', 'kept in time ÷ (kept in time + missed)'],
    per: ['已有结果的承诺', 'promises that are settled'],
  },
  assignMisses: {
    name: ['分派逾期', 'Assigned late'],
    formula: ['超过分派时限的工单', 'tickets not assigned by their deadline'],
  },
  escalationMisses: {
    name: ['升级决策逾期', 'Escalations decided late'],
    formula: ['超过时限仍未决定的升级', 'escalations without a decision by their deadline'],
  },
  complaintMisses: {
    name: ['投诉受理逾期', 'Complaints taken up late'],
    formula: ['超过时限仍未受理的投诉', 'complaints not taken up by their deadline'],
  },
  pending: {
    name: ['待处理', 'Pending'],
    formula: ['已新建，尚未开始、放弃、完成或关闭', 'created, and neither started, abandoned, completed nor closed'],
    window: NOW,
  },
  inProgress: {
    name: ['处理中', 'In progress'],
    formula: [
      '已开始，尚未完成、关闭或放弃；待反馈另计',
      'started, not yet completed, closed or abandoned; awaiting feedback is counted apart',
    ],
    window: NOW,
  },
  awaitingFeedback: {
    name: ['待反馈', 'Awaiting feedback'],
    formula: ['处理完毕、尚未回复客户', 'work done, the customer not yet heard'],
    window: NOW,
  },
  longestWaitSeconds: {
    unit: 'seconds',
    name: ['最长等待', 'Longest wait'],
    formula: ['最早一张待处理工单已等待的时间', 'age of the oldest pending ticket'],
    window: NOW,
  },
  dueSoon: {
    name: ['即将超时', 'Due soon'],
    formula: ['2 分钟内到时限的工单', 'tickets with a deadline within 2 minutes'],
    window: NOW,
  },
  vipPending: {
    name: ['贵宾待处理', 'VIP pending'],
    formula: ['钻石、金卡客户的待处理工单', 'pending tickets of diamond and gold customers'],
    window: NOW,
  },
  complaintsOpen: { name: ['未结投诉', 'Open complaints'], formula: ['尚未结束的投诉', 'complaints not ended yet'], window: NOW },
  complaintsWaiting: {
    name: ['投诉待受理', 'Complaints waiting'],
    formula: ['已过受理时限仍无人受理的投诉', 'complaints that nobody has taken up in time, and nobody has yet'],
    window: NOW,
  },
  escalatedOpen: {
    name: ['未结升级', 'Open escalations'],
    formula: ['未结束且在二级及以上的工单', 'open tickets on level 2 or above'],
    window: NOW,
  },
  promisesOverdue: {
    name: ['逾期承诺', 'Overdue promises'],
    formula: ['到期仍未兑现的承诺', 'promises past due and not kept'],
    window: NOW,
  },
  recordsLate: {
    name: ['记录逾期', 'Records late'],
    formula: [
      '服务结束 10 分钟后记录仍未补齐的工单',
      'tickets whose record is not completed 10 minutes after the end of service',
    ],
    window: NOW,
  },
  unmapped: {
    name: ['未归类', 'Unmapped'],
    formula: ['尚无新建事件或渠道未登记的工单', 'tickets without a creation yet, or of an unknown channel'],
    window: NOW,
  },
  agentsOnline: {
    name: ['在线坐席', 'Agents online'],
    formula: ['此刻在该渠道、状态不是离线的坐席（每人只计一次）', 'people now on the channel who are not offline, each once'],
    window: NOW,
  },
  agentsAvailable: {
    name: ['空闲坐席', 'Agents available'],
    formula: ['在线且可接新工单的坐席', 'online, and free to take a ticket'],
    window: NOW,
  },
  agentsBusy: {
    name: ['忙碌坐席', 'Agents busy'],
    formula: ['在线且正在服务或事后处理的坐席', 'online, and serving or wrapping up'],
    window: NOW,
  },
  agentsOnLoan: {
    name: ['借调坐席', 'Agents on loan'],
    formula: ['在该渠道、归属渠道却是另一个的坐席', 'people on the channel whose home is another'],
    window: NOW,
  },
  forecast: {
    name: ['预计待处理', 'Pending ahead'],
    formula: [
      '若不调配坐席，15 分钟后的待处理数；十次中有九次落在范围之内',
      'pending in 15 minutes if nobody is moved; nine of ten outcomes lie within the range',
    ],
    window: ['由最近的到达、处理时长与在线坐席推算', 'from the latest arrivals, handling times and people online'],
  },
  satisfiedDimension: {
    unit: 'rate',
    name: ['单项满意度', 'Satisfaction by dimension'],
    formula: ['该项 4 或 5 分 ÷ 该项的全部评分', 'scores of 4 or 5 in this dimension ÷ all scores in it'],
    window: ['按评价的业务日计', 'on the business day of the rating'],
    per: ['对该项打分的评价', 'ratings that scored the dimension'],
  },
  complaintSpike: { name: ['投诉突增', 'Surge of complaints'], formula: AGAINST_WEEKS, window: HOUR },
  kindSpike: { name: ['单类工单突增', 'Surge of one kind'], formula: AGAINST_WEEKS, window: HOUR },
  topicSpike: { name: ['单主题突增', 'Surge of one topic'], formula: AGAINST_WEEKS, window: HOUR },
  badRatingSpike: {
    name: ['差评突增', 'Surge of bad ratings'],
    formula: [`3 分及以下的评价；${AGAINST_WEEKS[0]}`, `ratings of 3 and less, ${AGAINST_WEEKS[1]}`],
    window: HOUR,
  },
  share: {
    unit: 'rate',
    name: ['占比', 'Share'],
    formula: ['本项新建 ÷ 全部新建', 'created here ÷ created altogether'],
    per: ['全部新建', 'all tickets created'],
    n: 'created',
  },
  helped: {
    name: ['跨渠道完成', 'Completed elsewhere'],
    formula: ['在归属渠道以外完成的工单', 'tickets completed on another channel than the home one'],
  },
  helpedShare: {
    unit: 'rate',
    name: ['跨渠道占比', 'Share elsewhere'],
    formula: ['跨渠道完成 ÷ 已完成', 'completed elsewhere ÷ completed'],
    per: ['本人完成的工单', 'what they completed'],
    n: 'completed',
  },
  peakNeed: {
    name: ['峰值需求', 'Peak need'],
    formula: ['所选日期中单日新建的最大值', 'most tickets created on one business day of the period'],
  },
  gap: { name: ['缺口', 'Short'], formula: ['峰值需求 − 日处理能力，不小于 0', 'peak need − daily capacity, at least 0'] },
  mean: {
    unit: 'count',
    name: ['每小时平均需求', 'Mean demand'],
    formula: ['该星期该小时的新建 ÷ 该小时出现次数', 'created in that hour of that weekday ÷ how often the hour came'],
    window: ['按墙上时钟的星期与小时计', 'by weekday and hour of the wall clock'],
    per: ['该小时在期间内出现的次数', 'times the hour came in the period'],
  },
  loans: {
    name: ['借调', 'Loans'],
    formula: ['已执行的调动与支援', 'moves and assists that reached the floor'],
    window: LOAN,
  },
  lentSeconds: {
    unit: 'seconds',
    name: ['借调时长', 'Time lent'],
    formula: [
      '每人从借调开始到归队的时间之和；未归队的算到现在',
      'sum over people, from the beginning of the loan until they were home; until now for those who are not',
    ],
    window: LOAN,
  },
  predictedPending: {
    name: ['预测待处理', 'Predicted pending'],
    formula: ['预测 15 分钟后调入渠道待处理数的平均值', 'mean of what was predicted to wait at the receiver 15 min later'],
    window: LOAN,
    per: ['已评分的借调', 'loans that were scored'],
  },
  actualPending: {
    name: ['实际待处理', 'Actual pending'],
    formula: ['15 分钟后调入渠道实际待处理数的平均值', 'mean of what did wait at the receiver 15 min later'],
    window: LOAN,
    per: ['已评分的借调', 'loans that were scored'],
  },
  coverage: {
    unit: 'rate',
    name: ['预测命中率', 'Within the range'],
    formula: [
      '实际值落在预测区间内的借调 ÷ 已评分的借调',
      'loans whose actual pending lay within the predicted range ÷ loans scored',
    ],
    window: LOAN,
    per: ['已评分的借调', 'loans that were scored'],
  },
  pendingAvoided: {
    name: ['少积压', 'Pending avoided'],
    formula: [
      '预测的调入渠道待处理数：不借调 − 借调，逐次相加；未走的路只能预测',
      'predicted to wait at the receiver without the loan less with it, added up; the road not taken can only be predicted',
    ],
    window: LOAN,
    per: ['有预测的借调', 'loans with a prediction'],
  },
};

/** Every metric's definition, as it is now. */
export const DEFINITIONS: Record<MetricId, Definition> = Object.fromEntries(
  Object.entries(DRAFTS).map(([id, draft]) => [id, define(draft)]),
) as Record<MetricId, Definition>;

/** Texts that held once, oldest first: a definition that changes moves here, and its next one gets the next version and a `since`. */
const EARLIER: Partial<Record<MetricId, readonly Definition[]>> = {};

/** Of versions of one definition, oldest first, the one that held in a set; of a set from before all of them the first. */
export const inForce = (versions: readonly Definition[], set: string): Definition =>
  versions.findLast(({ since }) => since === null || since <= set) ?? versions[0]!;

/** What a number meant in a report that names this set of definitions. */
export const definitionAt = (id: MetricId, set: string): Definition => inForce([...(EARLIER[id] ?? []), DEFINITIONS[id]], set);

/** All of them, as they held in a set. */
export const definitionsAt = (set: string): Record<MetricId, Definition> =>
  Object.fromEntries((Object.keys(DRAFTS) as MetricId[]).map((id) => [id, definitionAt(id, set)])) as Record<
    MetricId,
    Definition
  >;
