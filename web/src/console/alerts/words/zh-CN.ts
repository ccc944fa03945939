/** 早期预警的依据。 */
export const zhCN = {
  warning: {
    text: '{metric} {observed}，往常约 {expected}',
    ground: '近 {minutes} 分钟 {observed} 件；往常此时 {low}–{high} 件（前 {weeks} 周同一时段）',
    groundRatings: '近 {minutes} 分钟 {observed} 个差评；往常此时 {low}–{high} 个（前 {weeks} 周同一时段）',
    kind: '{kind} {observed}（往常 {expected}）',
    part: '{kind} {observed}',
    parts: '涉及：{list}',
    comma: '、',
    odds: '若一切正常，如此之多的概率{odds}',
    oddsBelow: '低于百万分之一',
    oddsOne: '约 {n} 分之一',
    how: '判断方法',
    unnamed: '未注明类型',
    consult: '咨询',
    complaint: '投诉',
    suggestion: '建议',
    after_sales: '售后',
    other: '其他',
  },
};
export type WarningMessages = typeof zhCN;
