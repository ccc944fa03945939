// A message as each kind of receiver wants it, and what its answer means. Pure.
import type { NotificationFormat, NotificationMessage } from '@tideboard/contracts';
import { createHmac } from 'node:crypto';
import { type Context, said } from './words.js';
import type { Told } from './told.js';

/** The body of one message; the same for every delivery of it. */
export function bodyOf(told: Told, format: NotificationFormat, { now, ...context }: Context & { now: number }): string {
  if (format === 'standard') return JSON.stringify(standard(told, now));
  const { title, lines, tone } = said(told, context);
  const [head, ...rest] = [title, ...lines].map(plain) as [string, ...string[]];
  if (format === 'wecom') {
    const colour = { bad: 'warning', warn: 'warning', good: 'info', info: 'comment' }[tone];
    const content = [`**<font color="${colour}">${head}</font>**`, ...rest.map((line) => `> ${line}`)].join('\n');
    return JSON.stringify({ msgtype: 'markdown', markdown: { content } });
  }
  if (format === 'dingtalk')
    return JSON.stringify({ msgtype: 'markdown', markdown: { title: head, text: [`**${head}**`, ...rest].join('\n\n') } });
  const template = { bad: 'red', warn: 'orange', good: 'green', info: 'blue' }[tone];
  return JSON.stringify({
    msg_type: 'interactive',
    card: {
      header: { title: { tag: 'plain_text', content: head }, template },
      elements: [{ tag: 'markdown', content: rest.join('\n') }],
    },
  });
}

function standard(told: Told, now: number): NotificationMessage {
  const { type, ...data } = told;
  delete data.quiet;
  const timestamp = data.clearedAt ?? data.raisedAt ?? data.demotedAt ?? data.createdAt ?? new Date(now).toISOString();
  return { type, timestamp, data };
}

/** A channel may be called anything; its name must not become a link or a heading. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#\n]/g, ' ');

/** DingTalk and Feishu prove themselves by the robot's secret, each in its own place; `now` real ms. */
export function robotSigned(
  { url, body }: { url: string; body: string },
  { format, secret, now }: { format: NotificationFormat; secret: string | null; now: number },
): { url: string; body: string } {
  if (secret === null) return { url, body };
  if (format === 'dingtalk') {
    const signed = new URL(url);
    signed.searchParams.set('timestamp', String(now));
    signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
    return { url: signed.href, body };
  }
  if (format !== 'feishu') return { url, body };
  const timestamp = String(Math.floor(now / 1000));
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
  return { url, body: JSON.stringify({ timestamp, sign, ...(JSON.parse(body) as object) }) };
}

/** Robots answer 200 whatever happens and say in the body how it went; null is well. */
export function problemIn(format: NotificationFormat, text: string): string | null {
  if (format === 'standard') return null;
  try {
    const answer = JSON.parse(text) as Record<string, unknown>;
    const code = format === 'feishu' ? (answer['code'] ?? answer['StatusCode']) : answer['errcode'];
    if (code === 0) return null;
    const why = answer['errmsg'] ?? answer['msg'] ?? '';
    return `code ${String(code)}${why ? `: ${String(why).slice(0, 200)}` : ''}`;
  } catch {
    return 'the answer is not that of a robot';
  }
}
