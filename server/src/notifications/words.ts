// What a message says in a messenger's group, in its language. Pure.
import type { Language } from '@tideboard/contracts';
import { figure, METRICS, percent, PLAIN } from './metric-words.js';
import type { Told } from './told.js';

export interface Said {
  title: string;
  lines: string[];
  tone: 'bad' | 'warn' | 'good' | 'info';
}

export interface Context {
  language: Language;
  timeZone: string;
  site: string;
  /** What people call a channel. */
  name: (channel: string) => string;
}

/** The words for one message. */
export function said(told: Told, context: Context): Said {
  const zh = context.language === 'zh-CN';
  const pick = (chinese: string, english: string): string => (zh ? chinese : english);
  const at = (text: string): string =>
    new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', {
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: context.timeZone,
    }).format(new Date(text));
  const made = told.type.startsWith('alert.') ? ofAlert(told, context, { pick, at }) : ofOther(told, context, { pick, at });
  return { ...made, lines: [...made.lines, context.site] };
}

interface Speech {
  pick: (chinese: string, english: string) => string;
  at: (instant: string) => string;
}

function ofAlert(told: Told, { name }: Context, { pick, at }: Speech): Said {
  const { type, channel = '', metric = '', level, value, threshold, raisedAt = '', clearedAt } = told;
  const called = pick(...(METRICS[metric] ?? [metric, metric]));
  if (type === 'alert.cleared') {
    const title = pick(`【恢复】${name(channel)}：${called}已恢复`, `Cleared · ${name(channel)}: ${called}`);
    const span = `${at(raisedAt)} – ${at(clearedAt ?? raisedAt)}`;
    return { title, lines: [span], tone: 'good' };
  }
  const bad = level === 'breach';
  const mark = pick(bad ? '【告警】' : '【关注】', bad ? 'Alert · ' : 'Watch · ');
  const figures =
    PLAIN.has(metric) || value == null || threshold == null
      ? []
      : [
          pick(
            `当前 ${figure(metric, value)}，阈值 ${figure(metric, threshold)}`,
            `now ${figure(metric, value)}, limit ${figure(metric, threshold)}`,
          ),
        ];
  return {
    title: `${mark}${name(channel)}${pick('：', ': ')}${called}`,
    lines: [...figures, pick(`开始于 ${at(raisedAt)}`, `since ${at(raisedAt)}`)],
    tone: bad ? 'bad' : 'warn',
  };
}

function ofOther(told: Told, { name }: Context, { pick, at }: Speech): Said {
  const { from = '', to = '', people = 0, tickets = 0, executesAt, pausedUntil, coverage, coverageLimit } = told;
  const way = `${name(from)} → ${name(to)}`;
  const what =
    people > 0
      ? pick(`${people} 人`, `${people} ${people === 1 ? 'person' : 'people'}`)
      : pick(`${tickets} 张工单`, `${tickets} tickets`);
  switch (told.type) {
    case 'reassignment.proposed': {
      const next = executesAt
        ? pick(`${at(executesAt)} 自动执行，此前可在调度台否决`, `carried out at ${at(executesAt)} unless somebody vetoes it`)
        : pick('请在调度台批准或否决', 'to be approved or rejected at the console');
      return { title: pick(`【调配建议】${way}，${what}`, `Proposal · ${way}, ${what}`), lines: [next], tone: 'info' };
    }
    case 'reassignment.needs_human':
      return {
        title: pick(`【需人工处理】调配 ${way}`, `Needs a person · ${way}`),
        lines: [pick('上游系统没有确认结果，请核对人员现在在哪里', 'The upstream has not confirmed: check where the people are')],
        tone: 'bad',
      };
    case 'automation.paused': {
      const until = pausedUntil ? [pick(`至 ${at(pausedUntil)}`, `until ${at(pausedUntil)}`)] : [];
      return { title: pick('自动调配已暂停', 'Automation paused'), lines: until, tone: 'warn' };
    }
    case 'automation.resumed':
      return { title: pick('自动调配已恢复', 'Automation resumed'), lines: [], tone: 'good' };
    case 'automation.demoted': {
      const [share, limit] = [percent(coverage ?? 0), percent(coverageLimit ?? 0)];
      return {
        title: pick('自动调配已退回“建议”', 'Automation stepped down to “suggest”'),
        lines: [
          pick(
            `最近的预测只有 ${share} 落在范围内，低于 ${limit}`,
            `Only ${share} of the latest predictions came true, fewer than ${limit}`,
          ),
        ],
        tone: 'warn',
      };
    }
    default:
      return {
        title: pick('测试消息', 'Test message'),
        lines: [pick('通知已连通', 'Notifications reach this place')],
        tone: 'info',
      };
  }
}
