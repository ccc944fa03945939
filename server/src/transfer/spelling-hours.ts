// Service hours in one cell: `1-5 09:00-18:00; 6-7 10:00-16:00`, Monday is 1; `always`, `never`. Pure.
import type { Channel } from '@tideboard/contracts';

type Hours = Channel['serviceHours'];
type Span = NonNullable<Hours>[number];

const ALWAYS = ['always', '24h', '24/7', '全天', '全天候', '24小时'];
const NEVER = ['never', 'closed', '不营业', '不开放'];
const NAMES: Record<string, readonly number[]> = {
  daily: [1, 2, 3, 4, 5, 6, 7],
  每天: [1, 2, 3, 4, 5, 6, 7],
  weekdays: [1, 2, 3, 4, 5],
  工作日: [1, 2, 3, 4, 5],
  weekends: [6, 7],
  周末: [6, 7],
};
const EN = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function writeHours(hours: Hours): string {
  if (hours === null) return 'always';
  return hours.map(({ days, from, to }) => `${daysText(days)} ${from}-${to}`).join('; ') || 'never';
}

/** Runs of two days and more as a range. */
function daysText(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  const starts = sorted.filter((day) => !sorted.includes(day - 1));
  const endOf = (day: number): number => (sorted.includes(day + 1) ? endOf(day + 1) : day);
  return starts.map((day) => (endOf(day) === day ? String(day) : `${day}-${endOf(day)}`)).join(',');
}

/** `wrong` is the part that is not understood. */
export function readHours(text: string): { hours: Hours; wrong: string | null } {
  const word = text.toLowerCase();
  if (ALWAYS.includes(word)) return { hours: null, wrong: null };
  if (NEVER.includes(word)) return { hours: [], wrong: null };
  const spans: Span[] = [];
  for (const part of text.split(/[;；\n]/)) {
    if (part.trim() === '') continue;
    const span = spanOf(part.replaceAll(/[~–—－至到]/g, '-').trim());
    if (!span) return { hours: null, wrong: part.trim() };
    spans.push(span);
  }
  return spans.length === 0 ? { hours: null, wrong: text } : { hours: spans, wrong: null };
}

const SPAN = /^(.*?)\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/;
const CLOCK = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

function spanOf(part: string): Span | null {
  const [, said = '', ...times] = SPAN.exec(part) ?? [];
  const [from = '', to = ''] = times.map((time) => time.padStart(5, '0'));
  const days = daysOf(said);
  return days && CLOCK.test(from) && CLOCK.test(to) && from !== '24:00' ? { days, from, to } : null;
}

function daysOf(said: string): number[] | null {
  const found = new Set<number>();
  for (const part of said.toLowerCase().split(/[,、，]/)) {
    const word = part.trim();
    const [from, to] = word.split(/\s*-\s*/).map(dayOf);
    if (NAMES[word]) for (const day of NAMES[word]) found.add(day);
    else if (!from || to === 0) return null;
    else
      for (let day = from, end = to ?? from, i = 0; i < 7; i += 1, day = (day % 7) + 1) {
        found.add(day);
        if (day === end) break;
      }
  }
  return [...found].toSorted((a, b) => a - b);
}

/** 1..7 of `3`, `周三`, `星期三`, `三`, `wed`, `Wednesday`; 0 of anything else. */
function dayOf(word: string): number {
  if (/^[1-7]$/.test(word)) return Number(word);
  const chinese = /^(?:周|星期|礼拜)?([一二三四五六日天])$/.exec(word)?.[1];
  if (chinese) return chinese === '天' ? 7 : '一二三四五六日'.indexOf(chinese) + 1;
  return /^[a-z]{3,9}$/.test(word) ? EN.indexOf(word.slice(0, 3)) + 1 : 0;
}
