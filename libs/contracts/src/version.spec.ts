import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import * as contracts from './index.js';

/** The hash of the schemas under each version that was ever given out. */
const HASHES: Record<string, string> = {
  '1.0': 'FmoixJeYvKQE3ZAu',
  '1.1': 'DJmkhLuFYrNG4IJq',
  '1.2': 'ZhIQFcD7A7D054Hg',
  '1.3': 'LP_s6KZwD_OjCsVs',
};

/** All schemas and lists by name, as JSON: functions and types are not on the wire. */
function wireHash(): string {
  const { PROTOCOL_VERSION: _version, ...wire } = contracts as Record<string, unknown>;
  const text = JSON.stringify(Object.entries(wire).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

it('changes with the schemas', () => {
  const expected = `${contracts.PROTOCOL_VERSION} ${wireHash()}`;
  const known = `${contracts.PROTOCOL_VERSION} ${HASHES[contracts.PROTOCOL_VERSION]}`;
  // A message and not two hashes side by side: whoever reads this has just changed a schema and needs to know what to do.
  const advice =
    known === expected
      ? 'the wire is what its version says'
      : `the wire changed: raise PROTOCOL_VERSION in libs/contracts/src/version.ts, add a line to its history, and note ${wireHash()} for it here`;
  expect(advice).toBe('the wire is what its version says');
});
