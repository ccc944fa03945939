import type { CloudEvent } from '@tideboard/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPoster } from '../api-client/event-poster.js';
import type { SiteTime } from '../api-client/site-time.js';

/** Real ms between two batches: a wall that changes four times a second looks alive. */
const EVERY_MS = 250;
const MAX_BATCH = 2000;

/** What plays: says what has happened up to a site time. */
export interface Script {
  advance(siteTime: number): CloudEvent[];
}

/** Posts what the script says has happened, as the service's clock goes on, until `signal`. */
export async function perform(script: Script, { poster, time, signal }: Stage): Promise<void> {
  // oxlint-disable no-await-in-loop -- one batch after the other keeps the events in their order
  while (!signal.aborted) {
    const events = script.advance(await time.now());
    for (let i = 0; i < events.length; i += MAX_BATCH) await poster.post(events.slice(i, i + MAX_BATCH));
    await sleep(EVERY_MS, undefined, { signal });
  }
  // oxlint-enable no-await-in-loop
}

export interface Stage {
  poster: EventPoster;
  time: SiteTime;
  signal: AbortSignal;
}
