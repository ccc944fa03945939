// Runs the properties once, for the seeded-bug spec: prints the name of the first one that fails. Argument: the socket of a Redis.
import fc from 'fast-check';
import { PROPERTIES } from './properties.js';
import { StoredFloor } from './stored-floor.js';

const [socket = '', seed = '1', factor = '1'] = process.argv.slice(2);
const floor = await StoredFloor.open(socket);
let caught = '';
for (const { name, runs, check } of PROPERTIES) {
  const { failed, numRuns } = await fc.check(check(floor), {
    numRuns: Math.ceil(runs * Number(factor)),
    seed: Number(seed),
    // Only whether it is caught is asked, not by how small an example.
    endOnFailure: true,
  });
  if (failed) caught ||= `${name} (after ${numRuns} runs)`;
  if (failed) break;
}
await floor.close();
process.stdout.write(caught);
