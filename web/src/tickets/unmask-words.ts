import { featureWords } from '../i18n';

const zhCN = {
  unmask: {
    open: '显示完整信息',
    reason: '查看事由',
    hint: '为什么需要查看，例如：回电确认地址',
    show: '显示',
    hide: '重新隐藏',
    recorded: '查看人、时间和事由会写入操作审计。',
    nothing: '没有姓名和电话',
  },
};
const en: typeof zhCN = {
  unmask: {
    open: 'Show in full',
    reason: 'Reason for looking',
    hint: 'Why it is needed, for example: call back about the address',
    show: 'Show',
    hide: 'Hide again',
    recorded: 'Who looked, when and why goes into the audit log.',
    nothing: 'No name and no phone',
  },
};

export const useUnmaskWords = featureWords(zhCN, en);
