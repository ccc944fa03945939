/** What a reassignment takes along, in Chinese. */
export const zhCN = {
  handover: {
    goesOne: '{of}名下 1 张待处理工单转给{to}',
    goes: '{of}名下 {n} 张待处理工单转给{to}',
    wentOne: '{of}名下 1 张待处理工单已转给{to}',
    went: '{of}名下 {n} 张待处理工单已转给{to}',
    common: '渠道公共池',
    comma: '、',
    noRoom: '{of}名下 {n} 张待处理工单没有转出：同渠道同事都已满，请在“工单”中另行分派',
    refused: '{of}名下 {n} 张待处理工单没有转出：上游系统拒绝',
    unknown: '{of}名下 {n} 张待处理工单是否已转，上游系统没有确认，请核对',
  },
};

export type MoveMessages = typeof zhCN;
