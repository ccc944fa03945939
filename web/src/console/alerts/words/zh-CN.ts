/** 早期预警的依据。 */
export const zhCN = {
  warning: {
    text: '{metric} {observed}，往常约 {expected}',
    ground: '近 {minutes} 分钟；往常此时 {low}–{high} 件（前 {weeks} 周）',
    groundRatings: '近 {minutes} 分钟；往常此时 {low}–{high} 个差评（前 {weeks} 周）',
    kind: '{kind} {observed}（往常 {expected}）',
    part: '{kind} {observed}',
    parts: '涉及：{list}',
    comma: '、',
    odds: '正常时出现的概率{odds}',
    oddsBelow: '低于百万分之一',
    oddsOne: '约 {n} 分之一',
    unnamed: '未注明类型',
    consult: '咨询',
    complaint: '投诉',
    suggestion: '建议',
    after_sales: '售后',
    other: '其他',
  },
};
export type WarningMessages = typeof zhCN;
