import '../../../test/support/board-jsdom';
import { evidenceLines } from './alerts/evidence';
import { en as warningWords } from './alerts/words/en';
import { zhCN as warningWordsZh } from './alerts/words/zh-CN';
import { describe, expect, it } from '@jest/globals';
import { type AlertView, REASSIGNMENT_STATES } from '@tideboard/contracts';
import { sampleBoard } from '../../../test/support/board-samples';
import { freshOf, inboxOf } from './alerts/alerts-view';
import { groupCode, isCode } from './displays/displays-view';
import { handoverLines, previewLines } from './moves/handover-view';
import { floorFacts, laneFigures, peopleView } from './floor/lane-view';
import { countdownShare, deskOrder, membersOf, offersOf, secondsLeft, sizeOf } from './moves/moves-view';
import { effectRows, horizonMinutes, readPrediction } from './moves/prediction';
import { whyOf } from './moves/why';
import { draftOf, isAskable } from './people/people-view';
import { findingWords, refusalWords } from './refusal';
import type { Move } from './wire';

const NOW = Date.parse('2026-03-04T06:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const move = (id: string, change: Partial<Move> = {}) =>
  ({ id, state: 'proposed', from: 'app_chat', to: 'phone', createdAt: at(0), executesAt: null, actions: [], ...change }) as Move;
const person = (agent: string, status?: string) =>
  ({
    action: 'move',
    agent,
    from: 'app_chat',
    to: 'phone',
    when: 'now',
    ...(status ? { status } : {}),
  }) as Move['actions'][number];

describe('reassignments', () => {
  it('stand in the order of who waits for somebody', () => {
    const moves = [
      move('done', { state: 'done' }),
      move('run', { state: 'active' }),
      move('late', { executesAt: at(60) }),
      move('wait'),
      move('soon', { executesAt: at(20) }),
      move('lost', { state: 'needs_human' }),
    ];
    expect(deskOrder(moves).map(({ id }) => id)).toEqual(['lost', 'soon', 'late', 'wait', 'run', 'done']);
  });
  it('offer only what their state allows', () => {
    const offered = Object.fromEntries(REASSIGNMENT_STATES.map((state) => [state, offersOf({ state, kind: 'move' })]));
    expect(Object.keys(offered).filter((state) => offered[state]!.approve)).toEqual(['proposed']);
    expect(Object.keys(offered).filter((state) => offered[state]!.undo)).toEqual([
      'approved',
      'executing',
      'active',
      'needs_human',
    ]);
    expect([offered['active']!.undo, offersOf({ state: 'active', kind: 'reroute' }).undo]).toEqual(['callHome', null]);
  });
  it('count each person once, and tickets where there are no people', () => {
    expect(sizeOf(move('a', { actions: [person('x'), person('x')] }))).toEqual({ word: 'moves.person' });
    expect(sizeOf(move('a', { actions: [person('x'), person('y')] }))).toEqual({ word: 'moves.people', values: { n: 2 } });
    const reroute = {
      action: 'reroute',
      tickets: ['t1', 't2', 't3'],
      from: 'a',
      to: 'b',
      when: 'now',
    } as Move['actions'][number];
    expect(sizeOf(move('a', { actions: [reroute] }))).toEqual({ word: 'moves.tickets', values: { n: 3 } });
  });
  it('tell tickets that change hands from the people, and say whose they were, who has them, and what went wrong', () => {
    const bundle = (more: object) =>
      ({
        action: 'reroute',
        of: 'x',
        ofName: 'Li',
        tickets: ['t1', 't2'],
        from: 'a',
        to: 'a',
        when: 'now',
        ...more,
      }) as Move['actions'][number];
    const going = [person('x'), bundle({ agent: 'y', name: 'Zhou' }), bundle({ tickets: ['t3'] })];
    const say = (word: string) => (word === 'handover.common' ? 'the line' : ', ');
    expect(sizeOf(move('a', { kind: 'move', actions: going }))).toEqual({ word: 'moves.person' });
    expect(membersOf(move('a', { kind: 'move', actions: going })).map(({ id }) => id)).toEqual(['x']);
    expect(handoverLines(move('a', { actions: going }), say)).toEqual([
      { word: 'handover.goes', values: { of: 'Li', n: 3, to: 'Zhou, the line' }, trouble: false },
    ]);
    const gone = [
      bundle({ agent: 'y', tickets: ['t1'], status: 'done' }),
      bundle({ status: 'refused' }),
      bundle({ status: 'dropped' }),
    ];
    expect(handoverLines(move('a', { appliedTo: 'registry', actions: gone }), say)).toMatchObject([
      { word: 'handover.wentOne', values: { of: 'Li', to: 'y' }, trouble: false },
      { word: 'handover.noRoom', values: { n: 2 }, trouble: true },
    ]);
    expect(previewLines([{ of: 'x', agent: 'y', tickets: ['t1'] }], (id) => id.toUpperCase(), say)).toMatchObject([
      { word: 'handover.goesOne', values: { of: 'X', to: 'Y' } },
    ]);
  });
  it('say of each person what comes next, then how far it has come', () => {
    expect(membersOf(move('a', { actions: [person('x')] }))).toMatchObject([{ name: 'x', step: 'step.now' }]);
    expect(membersOf(move('a', { state: 'active', actions: [person('x', 'away')] }))).toMatchObject([{ step: 'step.away' }]);
    expect(membersOf(move('a', { state: 'active', actions: [person('x', 'new-step')] }))).toMatchObject([{ step: null }]);
  });
  it('count down in the real seconds that are left', () => {
    expect(secondsLeft(move('a', { executesAt: at(60) }), NOW, 20)).toBe(3);
    expect(secondsLeft(move('a', { state: 'approved', executesAt: at(60) }), NOW, 20)).toBeNull();
    expect([countdownShare(move('a', { executesAt: at(60) }), NOW + 15_000), countdownShare(move('a'), NOW)]).toEqual([
      0.25,
      null,
    ]);
  });
});

describe('a prediction', () => {
  const outlook = (serviceLevel: number | null, waitSeconds: number | null) => ({
    serviceLevel,
    waitSeconds,
    horizonSeconds: 1800,
  });
  it('shows the gain before the cost, and a donor that falls under its target as such', () => {
    const prediction = readPrediction({
      receiver: { before: outlook(0.4, 250), after: outlook(0.78, 65) },
      donor: { before: outlook(0.82, null), after: outlook(0.79, 40) },
    });
    const rows = effectRows(prediction, { receiver: 0.8, donor: 0.8 });
    expect(rows.map(({ key, before, after, verdict }) => [key, before, after, verdict])).toEqual([
      ['receiver-wait', '4:10', '1:05', 'better'],
      ['receiver-level', '40%', '78%', 'better'],
      ['donor-level', '82%', '79%', 'breaks'],
    ]);
    expect(horizonMinutes(prediction)).toBe('30');
  });
  it('of any other form is none', () => {
    for (const value of [null, 'soon', { receiver: 3 }, { receiver: { before: {} } }])
      expect(effectRows(readPrediction(value), { receiver: null, donor: null })).toEqual([]);
  });
  it('has a reason in words, as far as its figures are known', () => {
    const unit = (word: string) => word;
    const trigger = (numbers: object) => ({ trigger: { code: 'receiver-overloaded', numbers }, actor: 'automation' });
    const all = { pending: 58, oldestWaitSeconds: 250, arrivalsPerHour: 96, handleSeconds: 176, offeredLoad: 4.69, capacity: 4 };
    expect(whyOf(trigger(all), unit)).toEqual({
      word: 'why.overloaded',
      values: { pending: '58', wait: '4:10', arrivals: '96', handle: '2.9 minutes', load: '4.7', capacity: '4' },
    });
    expect(whyOf(trigger({ pending: 58, oldestWaitSeconds: 250 }), unit)?.word).toBe('why.overloadedShort');
    expect([whyOf(trigger({}), unit), whyOf({ trigger: { code: 'new' }, actor: 'x' }, unit)]).toEqual([null, null]);
  });
});

describe('a channel', () => {
  const [phone] = sampleBoard().channels;
  it('colours what is the cause, and a service level below its target', () => {
    const channel = { ...phone!, status: 'breach' as const, causes: ['timeoutRate'], serviceLevel: 0.41 };
    const alarms = (trust: 'live' | 'old') => laneFigures(channel, trust).map(({ alarm }) => alarm);
    expect(alarms('live')).toEqual(['watch', 'breach', null, null, 'watch']);
    expect(alarms('old')).toEqual([null, null, null, null, null]);
  });
  it('shows no figure that nobody knows', () => {
    expect(laneFigures({ ...phone!, fed: false }, 'live').map(({ value }) => value)).toEqual(['–', '–', '–', '–', '–']);
    expect(floorFacts(sampleBoard().totals, 'gone').every(({ value }) => value === '–')).toBe(true);
    expect(peopleView({ agents: { online: null, available: null, busy: null, onLoan: null } }, 'live')).toBeNull();
  });
});

describe('the inbox', () => {
  const alert = (id: string, change: Partial<AlertView> = {}) =>
    ({
      id,
      state: 'firing',
      level: 'watch',
      raisedAt: at(0),
      acknowledgedBy: null,
      snoozedUntil: null,
      silencedUntil: null,
      ...change,
    }) as AlertView;
  it('shows what nobody has looked at first, and puts aside what was put off', () => {
    const { open, snoozed } = inboxOf(
      [
        alert('seen', { acknowledgedBy: 'a', level: 'breach' }),
        alert('new'),
        alert('late', { snoozedUntil: at(60) }),
        alert('back', { snoozedUntil: at(-1), level: 'breach' }),
        alert('over', { state: 'cleared' }),
      ],
      NOW,
    );
    expect([open.map(({ id }) => id), snoozed.map(({ id }) => id)]).toEqual([['back', 'new', 'seen'], ['late']]);
  });
  it('tells aloud what is new or has become worse', () => {
    const before = [alert('a'), alert('b')];
    expect(freshOf(before, [alert('a'), alert('b', { level: 'breach' }), alert('c')]).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('moving people', () => {
  it('guesses who needs help and who can give it', () => {
    expect(draftOf({}, sampleBoard().channels)).toMatchObject({ from: 'app_chat', to: 'phone', count: 1 });
    expect(draftOf({ from: 'phone' }, sampleBoard().channels)).toMatchObject({ from: 'phone', to: 'web_chat' });
    expect(isAskable({ from: 'a', to: 'a', agents: null, count: 1, reason: '' })).toBe(false);
  });
  it('explains a refusal, whatever the server says', () => {
    const refused = (status: number, problem: object | null = null) =>
      refusalWords({ ok: false, status, body: null, problem }).word;
    expect([refused(409, { code: 'not_simulated' }), refused(409), refused(0), refused(503), refused(418)]).toEqual([
      'refusal.not_simulated',
      'refusal.conflict',
      'refusal.unreachable',
      'refusal.unavailable',
      'refusal.other',
    ]);
    const few = { code: 'not_enough_agents', detail: '1 of 3 agents can go.' };
    expect(refusalWords({ ok: false, status: 422, body: null, problem: few })).toEqual({
      word: 'refusal.not_enough_agents',
      values: { can: '1', n: '3' },
    });
    expect(findingWords({ code: 'min_staff', severity: 'blocks', channel: 'phone' }, () => 'Phone').values).toMatchObject({
      channel: 'Phone',
    });
    expect(findingWords({ code: 'brand_new', severity: 'blocks' }, String).word).toBe('finding.other');
  });
});

it('a pairing code is read however it is typed', () => {
  expect([groupCode('abcd2345'), groupCode(' ab-cd 23'), isCode('abcd-2345'), isCode('abcd')]).toEqual([
    'ABCD-2345',
    'ABCD-23',
    true,
    false,
  ]);
});

describe('what an early warning stands on', () => {
  const say =
    (words: typeof warningWords) =>
    (word: string, values: Record<string, string | number> = {}): string =>
      (words.warning as Record<string, string>)[word.split('.')[1]!]!.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        String(values[name]),
      );
  const evidence = {
    observed: 14,
    expected: 2.96,
    low: 0,
    high: 7,
    windowSeconds: 3600,
    weeks: 4,
    score: 0.000012,
    kinds: [{ kind: 'complaint', observed: 14, expected: 2.96 }],
  };

  it('is said with what usually comes, and how unlikely as many are', () => {
    expect(evidenceLines(evidence, { ratings: false, t: say(warningWords), language: 'en' })).toEqual([
      'Within 60 minutes; usually 0 to 7 at this time (4 earlier weeks)',
      'By chance: about 1 in 80,000',
    ]);
  });
  it('names the kinds, and of bad ratings what they are about', () => {
    const kinds = [
      { kind: 'after_sales', observed: 9, expected: 0.4 },
      { kind: null, observed: 2, expected: null },
    ];
    const said = (ratings: boolean) =>
      evidenceLines({ ...evidence, score: 1e-9, kinds }, { ratings, t: say(warningWordsZh), language: 'zh-CN' });
    expect(said(false)[1]).toBe('涉及：售后 9（往常 0.4）、未注明类型 2');
    expect(said(true)).toEqual([
      '近 60 分钟；往常此时 0–7 个差评（前 4 周）',
      '涉及：售后 9（往常 0.4）、未注明类型 2',
      '正常时出现的概率低于百万分之一',
    ]);
  });
});
