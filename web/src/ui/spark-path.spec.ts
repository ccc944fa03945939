import { expect, it } from '@jest/globals';
import { sparkMax, sparkPath } from './spark-path';

it('draws known stretches and leaves gaps where nobody saw', () => {
  expect(sparkPath([0, 10, null, 5, null], 10)).toEqual({
    line: 'M0 100L25 0M75 50h0',
    area: 'M0 100L0 100L25 0L25 100ZM75 100L75 50L75 100Z',
    end: '',
  });
  expect(sparkPath([], 4)).toEqual({ line: '', area: '', end: '' });
  expect(sparkPath([1, 2], 4).end).toBe('M100 50h0');
});

it('keeps the limit in view, and what exceeds it too', () => {
  expect(sparkMax([1, null, 2], 50)).toBeGreaterThan(50);
  expect(sparkMax([1, null, 80], 50)).toBeGreaterThan(80);
  expect(sparkMax([null], null)).toBe(4);
});
