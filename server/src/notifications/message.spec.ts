import { expect, it } from '@jest/globals';
import { NOTIFICATION_FORMATS, NOTIFICATION_KINDS } from '@tideboard/contracts';
import { bodyOf, problemIn, robotSigned } from './message.js';
import type { Told } from './told.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const names: Record<string, string> = { phone: '电话[点我](http://x)', email: '邮箱' };
const context = (language: 'zh-CN' | 'en') => ({
  language,
  timeZone: 'Asia/Shanghai',
  site: '总部',
  name: (id: string) => names[id] ?? id,
  now: NOW,
});
const raised: Told = {
  type: 'alert.raised',
  quiet: false,
  channel: 'phone',
  metric: 'longestWaitSeconds',
  level: 'breach',
  value: 195.4,
  threshold: 120,
  raisedAt: '2026-11-22T02:05:00.000Z',
  clearedAt: null,
};

it('standard: the event as data, at its own instant', () => {
  expect(JSON.parse(bodyOf(raised, 'standard', context('en')))).toEqual({
    type: 'alert.raised',
    timestamp: '2026-11-22T02:05:00.000Z',
    data: expect.objectContaining({ channel: 'phone', level: 'breach', value: 195.4 }),
  });
});

it('wecom: says in the group’s language what, how much and since when; a name stays a name', () => {
  const { msgtype, markdown } = JSON.parse(bodyOf(raised, 'wecom', context('zh-CN'))) as {
    msgtype: string;
    markdown: { content: string };
  };
  expect(msgtype).toBe('markdown');
  expect(markdown.content).toBe(
    '**<font color="warning">【告警】电话 点我 (http://x)：最长等待</font>**\n> 当前 3:15，阈值 2:00\n> 开始于 11/22 10:05\n> 总部',
  );
});

it('every kind has words in every format and language', () => {
  const told = (type: (typeof NOTIFICATION_KINDS)[number]): Told => ({
    ...raised,
    type,
    from: 'email',
    to: 'phone',
    people: 2,
    clearedAt: type === 'alert.cleared' ? '2026-11-22T02:25:00.000Z' : null,
  });
  for (const format of NOTIFICATION_FORMATS)
    for (const language of ['zh-CN', 'en'] as const) {
      const bodies = NOTIFICATION_KINDS.map((type) => bodyOf(told(type), format, context(language)));
      expect(new Set(bodies).size).toBe(NOTIFICATION_KINDS.length);
      const chinese = /[\u4e00-\u9fff]/.test(bodies.map((body) => body.replaceAll(/总部|电话|邮箱|点我/g, '')).join(''));
      expect([format, language, chinese]).toEqual([format, language, language === 'zh-CN' && format !== 'standard']);
    }
});

it('a robot that answers 200 and an error code has not taken the message', () => {
  expect(problemIn('wecom', '{"errcode":0,"errmsg":"ok"}')).toBeNull();
  expect(problemIn('wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}')).toBe('code 93000: invalid webhook url');
  expect(problemIn('feishu', '{"code":19021,"msg":"sign match fail"}')).toBe('code 19021: sign match fail');
  expect(problemIn('dingtalk', '<html>')).not.toBeNull();
  expect(problemIn('standard', 'anything')).toBeNull();
});

it('signs for DingTalk in the address and for Feishu in the body', () => {
  const message = { url: 'https://r.example/robot?access_token=t', body: '{"a":1}' };
  const ding = robotSigned(message, { format: 'dingtalk', secret: 'SECabc', now: 1_700_000_000_000 });
  expect(new URL(ding.url).searchParams.get('sign')).toBe('jcUpW0QmtKduN03n4JqQ0PBosVjqnM8gU7fIIvsDmCM=');
  const lark = JSON.parse(robotSigned(message, { format: 'feishu', secret: 'abc', now: 1_700_000_000_000 }).body) as object;
  expect(lark).toMatchObject({ a: 1, timestamp: '1700000000', sign: 'VIS10b0EBvzzSdFnuk4tznEmK5wHaruvf/WnViv2yR4=' });
  expect(robotSigned(message, { format: 'wecom', secret: null, now: 1 })).toEqual(message);
});
