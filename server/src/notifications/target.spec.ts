import { expect, it } from '@jest/globals';
import { afterFailure, afterSuccess, amended, fresh, isOn, shownUrl, type Target, viewOf, wants } from './target.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const DAY = 86_400_000;
const target = (fields: Partial<Target> = {}): Target => ({
  id: 't',
  name: 'ops',
  shownUrl: 'https://ops.example/hook',
  sealed: '',
  format: 'standard',
  kinds: ['alert.raised', 'alert.cleared', 'reassignment.proposed', 'automation.paused'],
  channels: null,
  minLevel: 'watch',
  language: 'zh-CN',
  enabled: true,
  addedAt: NOW,
  health: fresh,
  ...fields,
});
const raised = { type: 'alert.raised' as const, channel: 'phone', metric: 'pending', level: 'watch' as const };

it('tells a target what it asked for, and nothing of other kinds, channels or lower levels', () => {
  expect(wants(target(), raised)).toBe(true);
  expect(wants(target({ kinds: ['alert.cleared'] }), raised)).toBe(false);
  expect(wants(target({ channels: ['email'] }), raised)).toBe(false);
  expect(wants(target({ minLevel: 'breach' }), raised)).toBe(false);
  expect(wants(target({ minLevel: 'breach' }), { ...raised, level: 'breach' })).toBe(true);
  const proposed = { type: 'reassignment.proposed' as const, from: 'email', to: 'phone' };
  expect(wants(target({ channels: ['phone'], minLevel: 'breach' }), proposed)).toBe(true);
  expect(wants(target({ channels: ['social'] }), proposed)).toBe(false);
  // The automation is everybody's.
  expect(wants(target({ channels: ['social'] }), { type: 'automation.paused' })).toBe(true);
});

it('tells nobody what fires into a silence, and nothing to a target that is off', () => {
  expect(wants(target(), { ...raised, quiet: true })).toBe(false);
  expect(wants(target({ enabled: false }), raised)).toBe(false);
});

it('gives a target up after three days without a success, and not for single failures', () => {
  const fail = (at: Target, now: number) => afterFailure(at, { problem: 'ECONNREFUSED', now, gone: false });
  const failing = fail(fail(target(), NOW), NOW + 2 * DAY);
  expect([isOn(failing), viewOf(failing, 3).failingSince]).toEqual([true, '2026-11-22T10:00:00.000Z']);
  expect(viewOf(fail(failing, NOW + 3 * DAY), 0)).toMatchObject({ enabled: true, disabledBecause: 'failing' });
  const recovered = fail(afterSuccess(failing, NOW + 2.5 * DAY), NOW + 4 * DAY);
  expect([isOn(recovered), viewOf(recovered, 0).lastProblem]).toEqual([true, 'ECONNREFUSED']);
});

it('gives a target up at once that says it is gone, until a person switches it on again', () => {
  const gone = afterFailure(target(), { problem: 'HTTP 410', now: NOW, gone: true });
  expect([isOn(gone), viewOf(gone, 0).disabledBecause]).toEqual([false, 'gone']);
  expect(isOn(amended(gone, { name: 'ops 2' }))).toBe(false);
  expect(viewOf(amended(gone, { enabled: true }), 0)).toMatchObject({ disabledBecause: null, failingSince: null });
  expect(viewOf(amended(target(), { enabled: false }), 0).disabledBecause).toBe('person');
});

it('never shows the part of an address that gives access', () => {
  expect(shownUrl('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc', 'wecom')).not.toContain('abc');
  expect(shownUrl('https://open.feishu.cn/open-apis/bot/v2/hook/abc', 'feishu')).not.toContain('abc');
  expect(shownUrl('https://ops.example/hook', 'standard')).toBe('https://ops.example/hook');
});
