import '../../../../test/support/board-jsdom';
import { describe, expect, it } from '@jest/globals';
import type { AgentReassignment, AgentView } from '@tideboard/contracts';
import { sampleAgent } from '../../../../test/support/agent-samples';
import { crewsOf, headingOf, initialsOf, isMovable } from './crew-view';

const order = (status: string, change: Partial<AgentReassignment> = {}): AgentReassignment => ({
  id: 'm',
  kind: 'move',
  state: 'executing',
  from: 'app_chat',
  to: 'phone',
  status,
  accepted: false,
  endsAt: null,
  ...change,
});
const places = (channel: string, ...agents: AgentView[]) =>
  crewsOf(agents)
    .get(channel)
    ?.cards.map(({ agent, place, other }) => [agent.id, place, other]);

describe('the people of a column', () => {
  it('are those who are there, those who come, and those who are lent out', () => {
    const lent = sampleAgent('a', 'phone', { home: 'app_chat' });
    const coming = sampleAgent('b', 'app_chat', { reassignment: order('sent') });
    const own = sampleAgent('c', 'phone');
    expect(places('phone', own, lent, coming)).toEqual([
      ['b', 'arriving', 'app_chat'],
      ['a', 'loan', 'app_chat'],
      ['c', 'here', null],
    ]);
    expect(places('app_chat', own, lent, coming)).toEqual([
      ['b', 'here', 'phone'],
      ['a', 'away', 'phone'],
    ]);
  });

  it('stand in the order of their names, whatever they do', () => {
    const names = (...states: AgentView['state'][]) =>
      places('phone', ...states.map((state, i) => sampleAgent(`p${10 - i}`, 'phone', { state })))?.map(([id]) => id);
    expect(names('available', 'busy', 'break')).toEqual(['p8', 'p9', 'p10']);
    expect(names('break', 'available', 'busy')).toEqual(['p8', 'p9', 'p10']);
  });

  it('are counted and not shown when they are off', () => {
    const off = crewsOf([sampleAgent('a', 'phone', { state: 'offline' }), sampleAgent('b', 'phone', { state: null })]);
    expect(off.get('phone')).toEqual({ cards: [], offline: 2 });
  });

  it('cannot be taken while they are on the way, or from where they are lent', () => {
    const cards = [...crewsOf([sampleAgent('b', 'app_chat', { reassignment: order('accepted') })]).values()].flatMap(
      (crew) => crew.cards,
    );
    expect(cards.map(isMovable)).toEqual([false, false]);
    expect(
      crewsOf([sampleAgent('c', 'phone')])
        .get('phone')
        ?.cards.map(isMovable),
    ).toEqual([true]);
  });

  it('head where a running order takes them: nowhere for a proposal, an assist, or when they are there', () => {
    const heading = (reassignment: AgentReassignment, channel = 'app_chat') =>
      headingOf(sampleAgent('a', channel, { home: 'app_chat', reassignment }));
    expect(heading(order('sent'))).toEqual({ to: 'phone', way: 'out' });
    expect(heading(order('returning'), 'phone')).toEqual({ to: 'app_chat', way: 'home' });
    expect(heading(order('ordered', { state: 'proposed' }))).toBeNull();
    expect(heading(order('sent', { kind: 'assist' }))).toBeNull();
    expect(heading(order('away'), 'phone')).toBeNull();
  });

  it('have a sign each', () => {
    expect([initialsOf('陈晨'), initialsOf('Ann Lee'), initialsOf('dan'), initialsOf('')]).toEqual(['陈', 'AL', 'D', '?']);
  });
});
