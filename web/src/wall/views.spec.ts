import { describe, expect, it } from '@jest/globals';
import type { AlertView, Board, ReassignmentView } from '@tideboard/contracts';
import { sampleBoard } from '../../../test/support/board-samples';
import { bannerOf } from './banner-of';
import { figureView, markOf, pendingView, totalsView, waitSeconds } from './channel-view';
import { fitting, footerOf, moveSize, realMsLeft } from './footer-view';

const phone = (change: object = {}) => Object.assign(sampleBoard().channels[0]!, change);

describe('a channel', () => {
  it('colours the number that is the cause, and no other', () => {
    const channel = phone({ status: 'breach', causes: ['timeoutRate'] });
    expect(pendingView(channel, 'live').alarm).toBeNull();
    expect([figureView(channel, 'timeouts', 'live').alarm, figureView(channel, 'satisfaction', 'live').alarm]).toEqual([
      'breach',
      null,
    ]);
  });
  it('is measured against its threshold, if it has one', () => {
    expect(pendingView(phone(), 'live')).toMatchObject({ value: '58', threshold: '50', share: 1.16, warnShare: 0.7 });
    expect(pendingView(phone({ thresholds: { pending: null } }), 'live')).toMatchObject({
      value: '58',
      threshold: null,
      share: null,
    });
    expect(pendingView(phone({ thresholds: { pending: { warn: 3, breach: 0 } } }), 'live').share).toBeNull();
  });
  it('never fed has no numbers, fed and silent has its last ones', () => {
    const never = phone({ status: 'no_data', fed: false });
    expect([pendingView(never, 'live').value, figureView(never, 'completed', 'live').value]).toEqual(['–', '–']);
    expect(pendingView(phone({ status: 'closed', fed: false }), 'live').value).toBe('–');
    expect(pendingView(phone({ status: 'no_data' }), 'live').value).toBe('58');
  });
  it('is stale with an old feed and blank with a forgotten one', () => {
    expect([markOf(phone(), 'live'), markOf(phone(), 'old'), markOf(phone({ status: 'closed' }), 'old')]).toEqual([
      'breach',
      'stale',
      'stale',
    ]);
    expect(pendingView(phone(), 'old')).toMatchObject({ value: '58', alarm: null });
    expect([pendingView(phone(), 'gone').value, totalsView(sampleBoard().totals, 'gone')[0]!.value]).toEqual(['–', '–']);
  });
  it('waits on the site clock', () => {
    const channel = phone({ oldestPendingAt: '2026-03-04T06:00:00Z' });
    expect(waitSeconds(channel, Date.parse('2026-03-04T06:04:10Z'), 'live')).toBe(250);
    expect(waitSeconds(phone({ oldestPendingAt: null }), 0, 'live')).toBeNull();
  });
});

it('totals name unmapped tickets only where there are some', () => {
  const { totals } = sampleBoard();
  expect(totalsView(totals, 'live').map((view) => view.key)).not.toContain('unmapped');
  expect(totalsView({ ...totals, unmapped: 3 }, 'live').at(-1)).toEqual({ key: 'unmapped', value: '3' });
});

describe('the banner', () => {
  const board = (change: Partial<Board>) => ({ ...sampleBoard(), ...change });
  it('speaks of the feed before all else', () => {
    const rebuilding = board({ rebuilding: true });
    expect(bannerOf('stale', rebuilding)).toBe('stale');
    expect(bannerOf('link_lost', null)).toBe('link_lost');
    expect(bannerOf('live', rebuilding)).toBe('rebuilding');
    expect(bannerOf('live', board({ channels: [] }))).toBe('no_channels');
    expect(bannerOf('live', board({ channels: [phone({ status: 'no_data' })] }))).toBe('no_data');
    expect(bannerOf('live', board({}))).toBeNull();
  });
});

describe('the footer', () => {
  const move = (id: string, change: Partial<ReassignmentView>) =>
    ({ id, state: 'proposed', createdAt: '2026-03-04T06:00:00Z', executesAt: null, actions: [], ...change }) as ReassignmentView;
  const alert = (id: string, change: Partial<AlertView>) =>
    ({ id, state: 'firing', level: 'watch', raisedAt: '2026-03-04T06:00:00Z', ...change }) as AlertView;

  it('shows a running countdown first, then other moves, then alerts, then calm', () => {
    const moves = [
      move('a', { state: 'executing' }),
      move('b', { executesAt: '2026-03-04T06:01:00Z' }),
      move('c', { state: 'done' }),
    ];
    expect(footerOf({ ...sampleBoard(), reassignments: moves }, 3)).toMatchObject({ kind: 'move', move: { id: 'b' }, more: 1 });
    const alerts = [alert('w', {}), alert('b', { level: 'breach' }), alert('x', { state: 'cleared' }), alert('y', {})];
    const shown = footerOf({ ...sampleBoard(), alerts, reassignments: [move('c', { state: 'done' })] }, 2);
    expect(shown).toMatchObject({ kind: 'alerts', alerts: [{ id: 'b' }, { id: 'w' }], more: 1 });
    expect(footerOf(sampleBoard(), 3)).toEqual({ kind: 'calm', status: 'breach', n: 1 });
  });
  it('shows what came of a move for a minute of the people who look at it, whatever the rate of the site clock', () => {
    const at = '2026-03-04T06:15:00Z';
    const scored = move('s', {
      state: 'done',
      score: { metric: 'pending', predicted: 20, low: 15, high: 26, actual: 18, within: true, at },
    });
    const board = { ...sampleBoard(), reassignments: [scored], alerts: [alert('w', {})] };
    const kindAt = (seconds: number, clockRate = 1) =>
      footerOf({ ...board, site: { ...board.site, clockRate } }, 3, Date.parse(at) + seconds * 1000).kind;
    expect([kindAt(0), kindAt(59), kindAt(61), kindAt(600, 20)]).toEqual(['score', 'score', 'alerts', 'score']);
    expect(footerOf({ ...board, reassignments: [scored, move('b', {})] }, 3, Date.parse(at)).kind).toBe('move');
  });
  it('shows an alert by the figure as it is, not as it was when the alert was raised', () => {
    const raised = alert('p', { channel: 'phone', metric: 'pending', value: 51 });
    expect(
      footerOf({ ...sampleBoard(), alerts: [raised, alert('s', { channel: 'phone', metric: 'silence', value: 1 })] }, 3),
    ).toMatchObject({
      alerts: [{ value: 58 }, { value: 1 }],
    });
  });
  it('calls the floor calm only when every open channel says so', () => {
    const of = (...statuses: string[]) =>
      footerOf({ ...sampleBoard(), channels: statuses.map((status) => phone({ status })) }, 3) as unknown as {
        status: string;
        n: number;
      };
    expect(of('ok', 'watch', 'watch', 'closed')).toMatchObject({ status: 'watch', n: 2 });
    expect(of('ok', 'no_data', 'closed')).toMatchObject({ status: 'no_data', n: 1 });
    expect([of('closed', 'closed').status, of('ok', 'closed').status]).toEqual(['closed', 'ok']);
  });
  it('counts each person once', () => {
    const act = (agent: string) => ({ action: 'move' as const, agent, from: 'a', to: 'b', when: 'now' as const });
    expect(moveSize(move('a', { actions: [act('x'), act('x'), act('y')] }))).toEqual({ agents: 2, tickets: 0 });
  });
  it('counts down in the real seconds that a person has left', () => {
    expect(realMsLeft('2026-03-04T06:01:00Z', Date.parse('2026-03-04T06:00:00Z'), 20)).toBe(3000);
  });
  it('fits whole facts only', () => {
    expect([fitting([10, 10, 10], 25), fitting([10], 25), fitting([30], 25)]).toEqual([2, 1, 0]);
  });
});
