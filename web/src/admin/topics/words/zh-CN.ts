/** 主题规则页。 */
export const zhCN = {
  topics: {
    title: '主题',
    text: '客户在问什么：报表、质量报告与早期预警都按主题统计。上游系统给出的主题优先；未给出时，从上到下第一条命中的规则决定。',
    since: '修改从当前业务日起生效，此前的日子保持原样。',
    rules: '规则',
    ruleCount: '{n} 条规则',
    none: '还没有规则：只统计上游系统给出的主题。',
    add: '添加主题',
    fresh: '新主题',
    remove: '删除',
    open: '编辑',
    close: '收起',
    up: '上移',
    down: '下移',
    nameZh: '中文名称',
    nameEn: '英文名称',
    code: '代码',
    words: '摘要中的词',
    skills: '所需技能',
    help: '摘要的前 200 个字符里出现任一词，或工单要求任一技能，即命中；不分大小写。没有词也没有技能的规则只为上游给出的主题命名。',
    rule: '编辑主题：{name}',
  },
};
export type TopicMessages = typeof zhCN;
