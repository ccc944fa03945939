export const zhCN = {
  loansPage: {
    lead: '借调按开始的业务日计。每次借调在 15 分钟后与当时的预测对照；样本少的比率请勿下结论。',
    pair: '调出 → 调入',
    people: '{n} 人次',
    perDay: '每天的借调次数',
    total: '合计',
    foreseen: '有预测 {n} 次',
    none: '这段时间没有借调。',
    noneText: '经确认并执行的调动与支援会出现在这里。',
    range: '{from} → {to}',
  },
};
