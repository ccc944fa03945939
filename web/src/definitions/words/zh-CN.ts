/** 数字的来历：定义卡片。 */
export const zhCN = {
  provenance: {
    open: '“{name}”的定义',
    title: '数字的含义',
    search: '按名称查找',
    none: '没有这样的数字',
    close: '关闭',
    all: '数字的含义',
    formula: '公式',
    window: '归属时间',
    denominator: '分母',
    n: '样本量',
    zone: '业务日与时区',
    zoneText: '业务日按站点时区 {zone} 划分',
    age: '数据时间',
    version: '定义版本',
    versionText: '第 {version} 版（{set}）',
    earlier: '其中部分日期',
    value: '当前值',
  },
};
export type DefinitionMessages = typeof zhCN;
