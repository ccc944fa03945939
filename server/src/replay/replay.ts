import { Api, ApiError } from '../api-client/api.js';
import { EventPoster } from '../api-client/event-poster.js';
import { perform, postAll } from '../api-client/perform.js';
import { SiteTime } from '../api-client/site-time.js';
import type { Recording } from './recording.js';
import { Reel } from './reel.js';
import { prepareChannels } from './registry.js';
import { outcomeOf } from './summary.js';

export interface Playing {
  api: Api;
  recording: Recording;
  /** null: as quickly as it is accepted. */
  rate: number | null;
  signal: AbortSignal;
  say: (line: string) => void;
  progress: (what: string, total: number) => { update(done: number): void; stop(): void };
}

/**
 * Feeds a recording to a service: all that lies before its site clock at once, or each event as the clock reaches
 * it. False when something was refused.
 */
export async function play(playing: Playing): Promise<boolean> {
  const { api, recording, rate, signal, say } = playing;
  const made = await prepareChannels(api, recording);
  if (made.length > 0) say(`channels made: ${made.join(', ')}`);
  const time = new SiteTime(api);
  const poster = new EventPoster(api, { signal, giveUpAfterMs: 120_000 });
  const reel = new Reel(recording.events);
  const since = performance.now();
  if (rate === null) await feed(reel, await clockOf(time), { ...playing, poster });
  else {
    await assertClock(time, recording, rate);
    await perform(reel, { poster, time, signal });
  }
  say(outcomeOf(poster.posted, (performance.now() - since) / 1000));
  return Object.keys(poster.posted.rejected).length === 0;
}

async function feed(
  reel: Reel,
  until: number,
  { poster, signal, say, progress }: Playing & { poster: EventPoster },
): Promise<void> {
  const events = reel.advance(until);
  const bar = progress('events', events.length);
  try {
    await postAll(events, { poster, signal }, (sent) => bar.update(sent));
  } finally {
    bar.stop();
  }
  if (reel.left > 0) say(`${reel.left} events lie after the site clock (${new Date(until).toISOString()}) and were not fed`);
}

/** The site clock; with a key that may not read the board there is no telling, and the service itself keeps back what is to come. */
async function clockOf(time: SiteTime): Promise<number> {
  try {
    return await time.now();
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return Infinity;
    throw error;
  }
}

/** The pace is the service's: a clock that runs otherwise, or stands elsewhere, would play the recording at once or never. */
async function assertClock(time: SiteTime, { events }: Recording, rate: number): Promise<void> {
  const now = await time.now();
  const [from, to] = [events[0]?.at ?? now, events.at(-1)?.at ?? now];
  if (time.rate === rate && now <= to) return;
  const start = new Date(from).toISOString();
  throw new Error(
    `the site clock is at ${new Date(now).toISOString()} and runs at ${time.rate}: use --serve, or start the service with ` +
      `ALLOW_TEST_CLOCK=1 CLOCK_START=${start} CLOCK_RATE=${rate}`,
  );
}
