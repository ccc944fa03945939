// The algebra that makes the board trustworthy, held against a real Redis: whatever happens to the same events, the same numbers.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { PROPERTIES } from '../support/algebra/properties.js';
import { StoredFloor } from '../support/algebra/stored-floor.js';
import { startRedis, type TestRedis } from '../support/redis.js';

let redis: TestRedis;
let floor: StoredFloor;

beforeAll(async () => {
  redis = await startRedis();
  floor = await StoredFloor.open(redis.socket);
});
afterAll(async () => {
  await floor.close();
  await redis.stop();
});

describe('any multiset of the same events', () => {
  it.each(Object.values(PROPERTIES))('$name', async ({ check, runs }) => {
    await fc.assert(check(floor), { numRuns: runs });
  });
});
