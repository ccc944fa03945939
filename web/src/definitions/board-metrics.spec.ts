import { expect, it } from '@jest/globals';
import type { Totals } from '@tideboard/contracts';
import { floorFacts } from '../console/floor/lane-view';
import { boardMetric } from './board-metrics';

it('knows what stands behind every fact of the floor, also those that show only when something slips', () => {
  const slipping = { recordsLate: 4, promisesOverdue: 1, complaintsWaiting: 1, agents: { online: 1 } } as Totals;
  const facts = floorFacts(slipping, 'live');
  expect(facts.map(({ key }) => key)).toContain('recordsLate');
  expect(facts.filter(({ key }) => boardMetric(key) === null)).toEqual([]);
});
