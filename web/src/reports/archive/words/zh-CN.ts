export const zhCN = {
  qualityArchive: {
    title: '定期报告',
    lead: '每周、每月结束后自动生成，生成后不再改动。',
    weeks: '周报',
    months: '月报',
    none: '还没有生成过。第一份周报将在 {at} 生成。',
    next: '下一份：{at}',
    weak: '薄弱环节 {n}',
    failed: '没有拿到定期报告的列表。',
    retry: '重试',
    now: '按当前数据查看',
    produced: '{at} 自动生成，内容与当时一致；此后更正的数据不会改动它。',
    live: '按当前数据统计',
    open: '查看当时生成的报告',
    header: '服务质量报告',
    definitions: '指标定义 {version}',
  },
};
