import { expect, it } from '@jest/globals';
import type { ActionStatus, ReassignmentView } from '@tideboard/contracts';
import { sampleMove } from '../../../test/support/board-samples';
import { hostsOf, lentOf } from './loans-view';

const move = (from: string, to: string, statuses: ActionStatus[], kind: ReassignmentView['kind'] = 'move') =>
  sampleMove({ from, to, kind, actions: statuses.map((status) => ({ action: 'move', from, to, when: 'now', status })) });
const names: Record<string, string> = { phone: '电话', email: '邮箱' };
const said = (lent: number, moves: ReassignmentView[]) => hostsOf({ lent, moves, from: 'app_chat' }, (id) => names[id] ?? null);

it('counts who works at a host now: neither those still on the way, nor those home, nor assists, nor other donors', () => {
  const moves = [
    move('app_chat', 'phone', ['away', 'sent', 'returning', 'home', 'return_unknown']),
    move('app_chat', 'email', ['away', 'away', 'away', 'away']),
    move('app_chat', 'social', ['away'], 'assist'),
    move('web_chat', 'phone', ['away']),
  ];
  expect(lentOf(moves, 'app_chat')).toEqual([
    { channel: 'email', count: 4 },
    { channel: 'phone', count: 3 },
  ]);
});

it('names the one host alone, several with their numbers, and keeps quiet about what it does not know', () => {
  const phone = move('app_chat', 'phone', ['away', 'away']);
  expect(said(2, [phone])).toEqual(['电话']);
  expect(said(3, [phone])).toEqual(['电话 2']);
  expect(said(3, [phone, move('app_chat', 'email', ['away'])])).toEqual(['电话 2', '邮箱 1']);
  expect(said(1, [move('app_chat', 'hidden', ['away'])])).toEqual([]);
});
