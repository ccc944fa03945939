// What alerts are about, in words and figures. Pure.
export const METRICS: Record<string, readonly [zh: string, en: string]> = {
  pending: ['待处理', 'pending'],
  timeoutRate: ['超时率', 'timeout rate'],
  avgResponseSeconds: ['平均响应时长', 'mean response time'],
  longestWaitSeconds: ['最长等待', 'longest wait'],
  satisfaction: ['满意度', 'satisfaction'],
  complaintMissesToday: ['投诉未及时受理', 'complaints not taken up in time'],
  complaintsWaiting: ['有投诉未及时受理', 'a complaint not taken up in time'],
  silence: ['数据来源中断', 'source silent'],
};
/** Yes or no, and no figure to show. */
export const PLAIN = new Set(['complaintsWaiting', 'silence']);

export function figure(metric: string, value: number): string {
  if (metric.endsWith('Seconds')) return `${Math.floor(value / 60)}:${String(Math.floor(value % 60)).padStart(2, '0')}`;
  return metric === 'timeoutRate' || metric === 'satisfaction' ? percent(value) : String(Math.round(value));
}
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
