import type { CloudEvent } from '@tideboard/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPoster } from './event-poster.js';
import type { SiteTime } from './site-time.js';

/** Real ms between two batches: a wall that changes four times a second looks alive. */
const EVERY_MS = 250;
export const MAX_BATCH = 2000;

/** What plays: says what has happened up to a site time, each event once and in order of time. */
export interface Script {
  advance(siteTime: number): CloudEvent[];
  /** True when nothing more will ever happen. */
  ended?(): boolean;
}

export interface Stage {
  poster: EventPoster;
  time: SiteTime;
  signal: AbortSignal;
}

/** Posts what the script says has happened, as the service's clock goes on, until its end or `signal`. */
export async function perform(script: Script, { poster, time, signal }: Stage): Promise<void> {
  // oxlint-disable no-await-in-loop -- one batch after the other keeps the events in their order
  while (!signal.aborted && !script.ended?.()) {
    await postAll(script.advance(await time.now()), { poster, signal });
    await sleep(EVERY_MS, undefined, { signal });
  }
  // oxlint-enable no-await-in-loop
}

/** Posts events as quickly as they are taken, in batches. */
export async function postAll(
  events: readonly CloudEvent[],
  { poster, signal }: Pick<Stage, 'poster' | 'signal'>,
  onBatch: (sent: number) => void = () => {},
): Promise<void> {
  for (let i = 0; i < events.length && !signal.aborted; i += MAX_BATCH) {
    // oxlint-disable-next-line no-await-in-loop -- see above
    await poster.post(events.slice(i, i + MAX_BATCH));
    onBatch(Math.min(events.length, i + MAX_BATCH));
  }
}
