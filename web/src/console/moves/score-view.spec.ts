import { expect, it } from '@jest/globals';
import { coverageOf, scoreOf } from './score-view';
import { imaginedOf } from './shadow-view';

const SCORED = { metric: 'pending', at: '2026-11-18T10:00:00Z' } as const;

it('shows a score with its range, and none as none', () => {
  expect(scoreOf({ score: { ...SCORED, predicted: 20.4, low: 15, high: 26, actual: 18, within: true } })).toEqual({
    predicted: '20',
    low: '15',
    high: '26',
    actual: '18',
    within: true,
  });
  expect(scoreOf({ score: null })).toBeNull();
});

it('says how the latest predictions did, and that few say nothing', () => {
  const automation = { mode: 'auto' as const, pausedBy: null, pausedUntil: null };
  expect(coverageOf(automation)).toBeNull();
  expect(coverageOf({ ...automation, coverage: null, scored: 9 })).toEqual({ word: 'moves.coverageFew', values: { n: 9 } });
  expect(coverageOf({ ...automation, coverage: 0.85, scored: 20, coverageLimit: 0.6 })).toEqual({
    word: 'moves.coverage',
    values: { n: 20, share: '85%', limit: '60%' },
  });
});

it('reads what one tick imagined between two channels as one reassignment, the newest first', () => {
  const entry = (at: string, agent: string, to = 'phone') => ({
    at,
    action: 'move' as const,
    agent,
    from: 'email',
    to,
    prediction: null,
  });
  const imagined = imaginedOf([entry('T1', 'a'), entry('T1', 'b'), entry('T1', 'c', 'social'), entry('T2', 'd')]);
  expect(imagined.map(({ createdAt, to, actions }) => [createdAt, to, actions.length])).toEqual([
    ['T2', 'phone', 1],
    ['T1', 'social', 1],
    ['T1', 'phone', 2],
  ]);
});
