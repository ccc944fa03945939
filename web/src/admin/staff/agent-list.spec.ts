import { expect, it } from '@jest/globals';
import type { AgentView } from '@tideboard/contracts';
import { agentsThatFit, PAGE, pageOf } from './agent-list';

const agent = (id: string, fields: Partial<AgentView> = {}): AgentView =>
  ({ id, name: null, team: null, home: null, ...fields }) as AgentView;
const floor = [
  agent('a10', { name: '李雷', team: 'orders', home: 'phone' }),
  agent('a9', { name: 'Bo', team: 'orders', home: 'email' }),
  agent('a2'),
  agent('a100', { name: 'Al', home: 'phone' }),
];
const found = (filter: object): string[] =>
  agentsThatFit(floor, { q: '', team: '', home: '', ...filter }, 'en').map(({ id }) => id);

it('finds agents by name or id, team and home, those with a name first', () => {
  expect(found({})).toEqual(['a100', 'a9', 'a10', 'a2']);
  expect([found({ q: ' A10 ' }), found({ q: '李' }), found({ q: 'bo', home: 'phone' })]).toEqual([['a100', 'a10'], ['a10'], []]);
  expect([found({ team: 'orders' }), found({ team: 'none' }), found({ home: 'email' })]).toEqual([
    ['a9', 'a10'],
    ['a100', 'a2'],
    ['a9'],
  ]);
});

it('has a page for every question', () => {
  expect(['', '2', '99', '-1', 'x', '2.7'].map((asked) => pageOf(asked, 2 * PAGE + 1))).toEqual([1, 2, 3, 1, 1, 2]);
  expect(pageOf('1', 0)).toBe(1);
});
