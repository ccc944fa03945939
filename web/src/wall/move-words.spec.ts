import '../../../test/support/board-jsdom';
import { describe, expect, it } from '@jest/globals';
import type { Language } from '@tideboard/contracts';
import { sampleMove, samplePrediction } from '../../../test/support/board-samples';
import { createWords, type Words } from '../i18n';
import { effectWords, handedWords, reasonWords, scoreWords } from './move-words';

const NAMES: Record<string, string> = { phone: '电话', app_chat: 'APP' };
const speaker = (language: Language) => ({
  t: createWords(language).global.t as unknown as Words,
  name: (id: string) => NAMES[id] ?? id,
});
const zh = speaker('zh-CN');

describe('the strip about a reassignment', () => {
  it('says what is expected of receiver and donor', () => {
    expect(effectWords(sampleMove({ prediction: samplePrediction }), zh)).toBe('预计电话等待 4:10 → 1:05，APP服务水平 95% → 92%');
    expect(effectWords(sampleMove({ prediction: samplePrediction }), speaker('en'))).toBe(
      '电话: wait 4:10 → 1:05; APP: service level 95% → 92%',
    );
  });
  it('says nothing of what was not predicted', () => {
    expect(effectWords(sampleMove(), zh)).toBeNull();
    expect(effectWords(sampleMove({ prediction: { receiver: null, donor: samplePrediction.donor } }), zh)).toBe(
      'APP服务水平 95% → 92%',
    );
  });
  it('says what came, beside what was predicted', () => {
    const score = { metric: 'pending' as const, predicted: 20.4, low: 15, high: 26, actual: 18, within: true, at: '' };
    expect(scoreWords(sampleMove({ score }), zh)).toEqual(['电话待处理：预测 20，实际 18', '在预测范围 15–26 之内']);
    expect(scoreWords(sampleMove({ score: { ...score, actual: 40, within: false } }), speaker('en'))).toEqual([
      '电话 pending: 20 predicted, 40 actual',
      'outside the predicted range of 15 to 26',
    ]);
    expect(scoreWords(sampleMove(), zh)).toEqual([]);
  });
  it('counts the tickets that change hands, and not those that stay', () => {
    const bundle = (more: object) => ({
      action: 'reroute' as const,
      tickets: ['a', 'b'],
      from: 'phone',
      to: 'phone',
      when: 'now' as const,
      ...more,
    });
    const handing = (...actions: object[]) => sampleMove({ kind: 'move', actions: actions as ReturnType<typeof bundle>[] });
    expect(handedWords(handing(bundle({}), bundle({ tickets: ['c'] }), bundle({ status: 'dropped' })), zh.t)).toBe(
      '3 张待处理工单转给同事',
    );
    expect(handedWords(handing(bundle({ tickets: ['c'] })), speaker('en').t)).toBe('1 waiting ticket goes to a colleague');
    expect(handedWords(sampleMove(), zh.t)).toBeNull();
  });
  it('takes a level that stays for one that stays', () => {
    const steady = { before: samplePrediction.donor.before, after: { ...samplePrediction.donor.before, serviceLevel: 0.949 } };
    expect(effectWords(sampleMove({ prediction: { donor: steady } }), zh)).toBe('APP服务水平保持 95%');
  });
  it('gives the reason in the wall’s language, and an unknown one as it came', () => {
    const trigger = { code: 'receiver-overloaded', params: {}, numbers: { pending: 58, oldestWaitSeconds: 250 } };
    expect(reasonWords(sampleMove({ trigger }), zh)).toBe('电话待处理 58，最长等待 4:10 · 负荷缓解后自动归队');
    expect(reasonWords(sampleMove({ trigger: { code: 'manual' }, actor: '王敏' }), zh)).toBe('由 王敏 决定');
    expect(reasonWords(sampleMove({ trigger: { code: 'new-thing' } }), zh)).toBe('Move 2 agents from App chat to Phone.');
  });
});
