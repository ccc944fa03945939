import { expect, it } from '@jest/globals';
import { changedPaths, patchOf, valueAt, withValue, withWholeThresholds } from './draft';

const before = { name: { en: 'Phone' }, owner: 'Li', targets: { handle: { urgent: 1, low: 3 } }, holidays: ['2026-10-01'] };

it('changes one place and leaves what was read alone', () => {
  const after = withValue(before, 'targets.handle.urgent', 2);
  expect([valueAt(after, 'targets.handle.urgent'), valueAt(after, 'targets.handle.low')]).toEqual([2, 3]);
  expect(before.targets.handle.urgent).toBe(1);
  expect(valueAt(before, 'owner.name.first')).toBeUndefined();
  expect(withValue({}, 'thresholds.pending.warn', 4)).toEqual({ thresholds: { pending: { warn: 4 } } });
});

it('sends what changed and nothing else; what is gone as null, a list as a whole', () => {
  expect(patchOf(before, before)).toEqual({});
  const after = { ...before, owner: null, targets: { handle: { urgent: 2, low: 3 } }, holidays: [] };
  expect(patchOf(before, after)).toEqual({ owner: null, targets: { handle: { urgent: 2 } }, holidays: [] });
  expect(patchOf({ thresholds: { pending: { warn: 1 } } }, { thresholds: {} })).toEqual({ thresholds: { pending: null } });
});

it('names the places that differ', () => {
  const after = withValue(withValue(before, 'targets.handle.low', 9), 'holidays', []);
  expect(changedPaths(before, after)).toEqual(['targets.handle.low', 'holidays']);
});

it('sends all steps of a threshold of which one was changed, and no other threshold', () => {
  const draft = { thresholds: { pending: { warn: 90, breach: 50 }, timeoutRate: { warn: 0.1, breach: null } } };
  const patch = { owner: null, thresholds: { pending: { warn: 90, release: null }, satisfaction: null } };
  expect(withWholeThresholds(patch, draft)).toEqual({
    owner: null,
    thresholds: { pending: { warn: 90, breach: 50, release: null }, satisfaction: null },
  });
  expect(withWholeThresholds({ owner: null }, draft)).toEqual({ owner: null });
});
