import '../../../test/support/board-jsdom';
import { describe, expect, it } from '@jest/globals';
import type { LoanNotice, TicketSummary } from '@tideboard/contracts';
import { en as crewEn } from '../console/floor/words/en';
import { zhCN as crewZh } from '../console/floor/words/zh-CN';
import { byDeadline, headline, isAnswerable, phaseOf, promisesOf, shownNotices, timeOf, urgencyOf } from './me-view';
import { en } from './words/en';
import { zhCN } from './words/zh-CN';

const notice = (id: string, change: Partial<LoanNotice> = {}): LoanNotice => ({
  id,
  kind: 'move',
  state: 'active',
  from: 'email',
  to: 'phone',
  when: 'now',
  status: 'away',
  reason: '',
  trigger: null,
  actor: 'automation',
  createdAt: '2026-03-04T06:00:00Z',
  executesAt: null,
  endsAt: null,
  acceptedAt: null,
  declinedAt: null,
  ...change,
});
const declinedAt = '2026-03-04T06:05:00Z';

describe('a notice', () => {
  it('asks, holds, brings home, is over; and can be answered while it asks or holds', () => {
    const notices = [
      notice('a', { state: 'proposed', status: 'ordered' }),
      notice('b', { state: 'executing', status: 'sent' }),
      notice('c'),
      notice('d', { status: 'returning', declinedAt }),
      notice('e', { status: 'home', state: 'done' }),
      notice('f', { state: 'rejected', status: 'ordered', declinedAt }),
    ];
    expect(notices.map(phaseOf)).toEqual(['ask', 'ask', 'there', 'back', 'over', 'over']);
    expect(notices.map(headline)).toEqual([
      'notice.proposed',
      'notice.move',
      'notice.active',
      'notice.returning',
      'notice.over',
      'notice.declined',
    ]);
    expect(notices.filter(isAnswerable).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(shownNotices([notices[4]!, notices[2]!, notices[0]!]).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(shownNotices([notices[4]!]).map(({ id }) => id)).toEqual(['e']);
  });
});

describe('own work', () => {
  const ticket = (id: string, dueAt: string | null, promise: object | null = null) =>
    ({ id, deadline: dueAt && { dueAt }, promise, createdAt: id, customer: { tier: null } }) as unknown as TicketSummary;
  it('stands by its deadline, without one last', () => {
    const tickets = [ticket('a', null), ticket('b', '2026-03-04T08:00:00Z'), ticket('c', '2026-03-04T07:00:00Z')];
    expect(byDeadline(tickets).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect([null, -1, 10, 4000].map(urgencyOf)).toEqual([null, 'breach', 'watch', 'ok']);
  });
  it('has every open promise of its tickets, also what a colleague promised before', () => {
    const promise = (id: string, agent: string | null, keptAt: string | null = null) => ({ id, agent, keptAt, dueAt: id });
    const made = [promise('3', 'me'), promise('1', null), promise('2', 'she'), promise('0', 'me', 'then')];
    const all = promisesOf([ticket('none', null), ...made.map((each) => ticket(`t${each.id}`, null, each))]);
    expect(all.map(({ ticket: id }) => id)).toEqual(['t1', 't2', 't3']);
  });
});

it.each([
  ['of people', crewZh, crewEn],
  ['of agents', zhCN, en],
])('words %s have the same gaps to fill in both languages', (_, one, other) => {
  const gaps = (messages: object) =>
    Object.entries(messages).flatMap(([group, texts]) =>
      Object.entries(texts as Record<string, string>).map(([key, text]) => [
        group,
        key,
        ...(text.match(/\{\w+\}/g) ?? []).sort(),
      ]),
    );
  expect(gaps(other)).toEqual(gaps(one));
});

it('names the day of what is not today’s, as the site counts its days', () => {
  const at = { today: '2026-11-20T15:30:00Z', timeZone: 'Asia/Shanghai' };
  expect(timeOf('2026-11-20T12:40:00Z', { ...at, language: 'en' })).toBe('20:40');
  expect(timeOf('2026-11-20T16:40:00Z', { ...at, language: 'en' })).toBe('Nov 21 00:40');
  expect(timeOf('2026-11-20T16:40:00Z', { ...at, language: 'zh-CN' })).toBe('11月21日 00:40');
});
