// Runs one property for the seeded-bug spec and says how it went. Arguments: the socket of a Redis, the property's name.
import fc from 'fast-check';
import { PROPERTIES, type PropertyName } from './properties.js';
import { StoredFloor } from './stored-floor.js';

/** A fault must be caught, and not by luck: the same cases every time, and more of them than the spec runs. */
const SEED = 1;
const TIMES = 4;

const [socket = '', name = ''] = process.argv.slice(2);
const { check, runs } = PROPERTIES[name as PropertyName];
const floor = await StoredFloor.open(socket);
// Whether it is caught is asked, not by how small an example.
const { failed, numRuns } = await fc.check(check(floor), { numRuns: runs * TIMES, seed: SEED, endOnFailure: true });
await floor.close();
process.stdout.write(failed ? `failed after ${numRuns} runs` : 'held');
