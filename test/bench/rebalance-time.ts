import { plan } from '../../libs/rebalance/src/index.js';
import { quantile, round } from './figures.js';
import { floorOf } from './rebalance-floors.js';

const blocks = 5;

/** Milliseconds of each call; the first are compiled on the way, and a floor plans for months. */
function timed(calls: number, snapshots: ReturnType<typeof floorOf>[]): number[] {
  return Array.from({ length: calls }, (_, i) => {
    const snapshot = snapshots[i % snapshots.length];
    const start = performance.now();
    plan(snapshot, {});
    return performance.now() - start;
  });
}

/**
 * Time of one plan. In several blocks, of which the best says what the code takes and the median what this machine made of
 * it: on a busy machine the two are far apart, and only the first can be compared with another day's.
 */
export function planTime(channels: number, agents: number, calls: number): object {
  const snapshots = Array.from({ length: 20 }, (_, seed) => floorOf(channels, agents, seed));
  timed(60, snapshots);
  const runs = Array.from({ length: blocks }, () => timed(calls, snapshots));
  const of = (share: number) => runs.map((times) => quantile(times, share)).toSorted((a, b) => a - b);
  const [p50, p99] = [of(0.5), of(0.99)];
  return {
    bench: 'rebalance-plan-time',
    channels,
    agents,
    calls: blocks * calls,
    p50Ms: round(p50[0] as number, 3),
    p99Ms: round(p99[0] as number, 3),
    medianBlockP50Ms: round(p50[blocks >> 1] as number, 3),
    medianBlockP99Ms: round(p99[blocks >> 1] as number, 3),
  };
}

/** Every size that matters. */
export function* planTimes(quick: boolean): Generator<object> {
  for (const channels of [5, 50, 500]) {
    for (const agents of [50, 500, 5000])
      yield planTime(channels, agents, (channels * agents > 1e6 ? 60 : 240) / (quick ? 4 : 1));
  }
}
