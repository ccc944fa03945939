import { describe, expect, it } from '@jest/globals';
import type { ReassignmentView } from '@tideboard/contracts';
import { withoutNames, withoutWords } from './reader.js';

describe('what a screen gets of a reassignment', () => {
  const planned: ReassignmentView = {
    id: 'r1',
    state: 'active',
    kind: 'move',
    from: 'app_chat',
    to: 'phone',
    actions: [{ action: 'move', agent: 'CANARY', name: 'CANARY', from: 'app_chat', to: 'phone', when: 'now', problem: 'CANARY' }],
    reason: 'Move CANARY from app_chat to phone.',
    trigger: { code: 'receiver-overloaded', params: { agent: 'CANARY', agents: ['CANARY'] }, numbers: { pending: 58 } },
    prediction: { receiver: null, donor: null },
    actor: 'automation',
    policyVersion: 3,
    createdAt: '2026-11-18T10:00:00Z',
    executesAt: null,
    endsAt: null,
    note: 'declined by CANARY: CANARY',
    decidedBy: 'CANARY',
    undoReport: [{ agent: 'CANARY', code: 'left' }],
  };

  it('names nobody, wherever the name stands', () => {
    expect(JSON.stringify(withoutNames(planned))).not.toContain('CANARY');
  });

  it('keeps how many, from where to where, and why in code and figures', () => {
    expect(withoutNames(planned)).toMatchObject({
      actions: [{ action: 'move', from: 'app_chat', to: 'phone' }],
      trigger: { code: 'receiver-overloaded', numbers: { pending: 58 } },
      actor: 'automation',
    });
  });

  it('says who has stopped the automation, not what they wrote about it', () => {
    const paused = { mode: 'auto', pausedBy: 'Li', pausedUntil: null, pauseReason: 'CANARY' } as const;
    expect(withoutWords(paused)).toEqual({ ...paused, pauseReason: null });
  });
});
