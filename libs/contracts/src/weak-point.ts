// Weak points of a quality report: rules as data, each with what it says and what it suggests, so that page and file say the same.
import type { LocalisedText } from './primitives.js';

export const WEAK_POINTS = [
  'timeouts',
  'slow_response',
  'satisfaction',
  'complaints',
  'complaints_late',
  'escalations_late',
  'promises',
  'capacity',
  'abandoned',
  'kind_late',
  'topic_grew',
] as const;
export type WeakPointRule = (typeof WEAK_POINTS)[number];

/** A rule that held, with its evidence; the measure that it suggests is told by its code. */
export interface WeakPoint {
  rule: WeakPointRule;
  channel: string | null;
  kind: string | null;
  topic?: string;
  value: number;
  limit: number;
  n: number;
}

interface RuleText {
  /** What was found. */
  name: LocalisedText;
  measure: LocalisedText;
  /** Whether the value should be at least the limit, or at most. */
  wants: 'least' | 'most';
  unit: 'rate' | 'count';
}

type Text = readonly [zh: string, en: string];
const text = ([zh, en]: Text): LocalisedText => ({ 'zh-CN': zh, en });
const rule = (name: Text, measure: Text, more: Partial<Pick<RuleText, 'wants' | 'unit'>> = {}): RuleText => ({
  name: text(name),
  measure: text(measure),
  wants: 'most',
  unit: 'rate',
  ...more,
});

export const WEAK_POINT_RULES: Record<WeakPointRule, RuleText> = {
  timeouts: rule(
    ['超时偏多', 'Many timeouts'],
    [
      '检查排班与时限，把常超时的时段交给调配策略。',
      'Look at the roster and the deadlines, and let the policy move people at the hours that run late.',
    ],
  ),
  slow_response: rule(
    ['首次响应慢', 'Slow first response'],
    ['在最忙时段增加人手，或打开从低负载渠道的借调。', 'Add people in the busiest hours, or allow loans from calm channels.'],
    { wants: 'least' },
  ),
  satisfaction: rule(
    ['满意度偏低', 'Low satisfaction'],
    [
      '抽查低分评价的对话，针对态度与解决率做辅导。',
      'Read the conversations with low ratings, and coach attitude and resolution.',
    ],
    { wants: 'least' },
  ),
  complaints: rule(
    ['投诉占比高', 'Large share of complaints'],
    [
      '找出投诉最多的主题，由专人跟进到关闭。',
      'Find the topic that most complaints are about, and give it an owner until it is closed.',
    ],
  ),
  complaints_late: rule(
    ['投诉受理不及时', 'Complaints taken up late'],
    [
      '投诉单独排队并优先分派，一小时内由专人接手。',
      'Assign complaints first and by themselves, so that somebody takes each up within the hour.',
    ],
  ),
  escalations_late: rule(
    ['升级决策慢', 'Escalations decided late'],
    [
      '明确每个时段的升级决策人，并在到期前提醒。',
      'Name who decides on escalations in each shift, and remind them before the time is up.',
    ],
  ),
  promises: rule(
    ['承诺未兑现', 'Promises not kept'],
    ['为每个承诺指定负责人，到期前提醒。', 'Give each promise an owner, and a reminder before it is due.'],
    { wants: 'least' },
  ),
  capacity: rule(
    ['产能不足', 'Not enough capacity'],
    ['峰值日增加人手，或引导客户改用可延后的渠道。', 'Add people on peak days, or lead customers to channels that can wait.'],
    { unit: 'count' },
  ),
  abandoned: rule(
    ['客户等不及离开', 'Customers leave before they are answered'],
    ['缩短排队：峰值时段增援，或提供回呼。', 'Shorten the wait: help at the peak, or offer a call back.'],
  ),
  kind_late: rule(
    ['这类工单常常超时', 'This kind is often late'],
    ['为这类工单准备标准答复与处理流程。', 'Prepare answers and a procedure for this kind.'],
  ),
  topic_grew: rule(
    ['这个主题明显增多', 'This topic has grown'],
    [
      '找出原因并从源头解决；在此之前统一答复口径。',
      'Find the cause and mend it at its source; until then give everybody one answer to it.',
    ],
    { unit: 'count' },
  ),
};
