/** What the satisfaction panel says in Chinese. */
export const zhCN = {
  csat: {
    share: '满意率（4–5 分）',
    score: '平均评分',
    answers: '评价 {n} 条',
    few: '评价不足 5 条，暂不计算',
    distribution: '分布',
    points: '{n} 分',
    dimensions: '分项',
    noDimensions: '没有客户给出分项评价。',
    attitude: '服务态度',
    timeliness: '响应速度',
    resolution: '问题解决',
    expertise: '专业程度',
    byChannel: '分渠道',
    channel: '渠道',
    notEnough: '评价太少，暂不显示',
    comments: '值得关注的留言',
    commentsHint: '低分在前；电话和邮箱已遮盖',
    none: '这段时间没有留言',
    loading: '正在载入',
    failed: '没有读到数据',
    retry: '重试',
  },
};

export type CsatMessages = { [Group in keyof typeof zhCN]: { [Key in keyof (typeof zhCN)[Group]]: string } };
